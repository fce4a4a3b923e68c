"""How fast the attachments of a submission are skipped, in megabytes a second.

    python bench/attachments.py [MEGABYTES]

The submission is made up: a small form with its exhibit, then uuencoded and base64 attachments.
"""

import sys
from time import perf_counter

from engine.filings import read
from engine.rulebook.shipping import ruleset_at

BODY = "Item 5.02 Departure of Directors or Certain Officers\n\nOn May 4, 2009, Ann B. Roe resigned as Treasurer.\n"
UUENCODED = "M_]C_X  02D9)1@ ! 0$ 2 !( #_X0!U17AI9@  34T    (  0!&@ %    \n"
BASE64 = "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4\n"


def document(kind: str, text: str) -> bytes:
    """One document of a submission."""
    return f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>1\n<TEXT>\n{text}\n</TEXT>\n</DOCUMENT>\n".encode()


def submission(megabytes: int) -> bytes:
    """A submission with so many megabytes of attachments, half of each encoding, before and behind the form."""
    lines = megabytes * 500_000 // len(UUENCODED)
    before = document("GRAPHIC", "begin 644 a.jpg\n" + UUENCODED * lines + "end")
    behind = document("ZIP", BASE64 * lines)
    return b"<SEC-HEADER>\n</SEC-HEADER>\n" + before + document("8-K", BODY) + behind


def main() -> None:
    """Prints the speed without and with exhibits, the best of five."""
    data = submission(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    headings = ruleset_at(None).headings
    for exhibits in (False, True):
        seconds = []
        for _ in range(5):
            started = perf_counter()
            read(data, "bench.txt", headings, exhibits=exhibits)
            seconds.append(perf_counter() - started)
        name = "with exhibits" if exhibits else "body only"
        print(f"{name:14} {len(data) / 1e6 / min(seconds):8,.0f} MB/s of {len(data) / 1e6:,.0f} MB")


if __name__ == "__main__":
    main()
