"""The page in a real browser: the filters, the order, and that nothing in a filing runs."""

import json
import shutil
import subprocess

import pytest
from selectolax.lexbor import LexborHTMLParser

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    f"--{flag}"
    for flag in (
        "headless",
        "no-sandbox",
        "disable-gpu",
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
        "hide-scrollbars",
    )
]
HOSTILE = "</script><img"  # the first word of the name in the spurious card

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium: `apt-get install chromium`")


@pytest.fixture
def browse(tmp_path):
    """Opens a page at a fragment of its address, and gives the document that came of it."""

    def run(html, fragment="", *, script="", flags=("--dump-dom",)):
        file = tmp_path / "page.html"
        file.write_text(html.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
        profile = f"--user-data-dir={tmp_path / 'profile'}"
        command = [BROWSER, *FLAGS, profile, *flags, f"{file.as_uri()}#{fragment}"]
        done = subprocess.run(command, capture_output=True, timeout=60, check=True)
        return LexborHTMLParser(done.stdout.decode())

    return run


def seen(tree):
    """The persons of the cards that are shown, in their order, by the first word."""
    cards = tree.css("#cards > li:not([hidden])")
    return [card.css_first("h3").text().split("· ")[1].split()[0] for card in cards]


CASES = {  # the fragment of the address: the cards that are shown, and what is said of them
    "": (["Ann", HOSTILE, "Sam", "Al"], "4 of 4"),
    "type=hire&cause=no+section": (["Ann"], "1 of 4 with type “hire”, cause “no section”"),
    "type=hire&cause=no%20section": (["Ann"], "1 of 4 with type “hire”, cause “no section”"),
    "type=departure": (["Al"], "1 of 4 with type “departure”"),
    "slot=date": (["Sam"], "1 of 4 with slot “date”"),
    "what=wrong": (["Sam", "Al"], "2 of 4 with mistake “wrong”"),
    "what=wrong&sort=type": (["Al", "Sam"], "2 of 4 with mistake “wrong”"),
    "filing=b.txt&what=missed": (["Ann"], "1 of 4 with mistake “missed”, filing “b.txt”"),
    "sort=filing": (["Sam", "Ann", HOSTILE, "Al"], "4 of 4"),
    "cause=nonesuch": ([], "0 of 4 with cause “nonesuch”"),
    "mistakes": (["Ann", HOSTILE, "Sam", "Al"], "4 of 4"),
}


def test_a_page_opened_at_an_address_shows_its_cards(browse, page_of, shown):
    fragment = "what=wrong&sort=type"
    tree = browse(page_of(shown), fragment)
    assert (seen(tree), tree.css_first("#count").text()) == CASES[fragment]


def test_the_address_chooses_the_cards(browse, page_of, shown):
    script = """
        document.title = JSON.stringify(%s.map((fragment) => {
          history.replaceState(null, "", "#" + fragment);
          show();
          const left = [...document.querySelectorAll("#cards > li:not([hidden]) h3")];
          const persons = left.map((heading) => heading.textContent.split("· ")[1].split(" ")[0]);
          return [persons, document.getElementById("count").textContent];
        }));"""
    tree = browse(page_of(shown), script=script % json.dumps(list(CASES)))
    found = json.loads(tree.css_first("title").text())
    assert {
        fragment: (persons, said) for fragment, (persons, said) in zip(CASES, found, strict=True)
    } == CASES


def test_a_choice_in_the_form_is_kept_in_the_address(browse, page_of, shown):
    script = """
        form.elements.slot.value = "date";
        form.elements.slot.dispatchEvent(new Event("change", {bubbles: true}));
        document.title = location.hash;"""
    tree = browse(page_of(shown), "type=hire&type=salary&sort=type", script=script)
    assert tree.css_first("title").text() == "#type=hire&slot=date&sort=type"
    assert seen(tree) == []


def test_the_button_shows_all_again_and_nothing_that_a_filing_says_runs(browse, page_of, shown):
    script = """
        document.getElementById("all").click();
        document.title = `${document.images.length} images`;"""
    tree = browse(page_of(shown), "what=wrong", script=script)
    assert len(seen(tree)) == 4
    assert tree.css_first("title").text() == "0 images"


@pytest.mark.parametrize("size", ["1366,768", "500,900"])
def test_the_page_is_no_wider_than_the_window(browse, page_of, shown, size):
    script = "document.title = document.documentElement.scrollWidth - innerWidth"
    tree = browse(page_of(shown), script=script, flags=("--dump-dom", f"--window-size={size}"))
    assert int(tree.css_first("title").text()) <= 0
