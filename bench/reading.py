"""What reading filings costs beside tokenising their texts: the whole of what is read, and the sections alone.

    python bench/reading.py [FOLDER ...]

Every .txt, .htm and .nc file below the folders is a filing; without folders the sample corpus is read.
"""

import html
import re
import sys
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from engine.assets import folder
from engine.errors import FilingUnreadable
from engine.filings import read
from engine.rulebook.shipping import ruleset_at
from engine.rulebook.tokenizer import blank

if TYPE_CHECKING:
    from engine.records import Filing

ENDINGS = {".txt", ".htm", ".html", ".nc"}


def main() -> None:
    """Prints seconds for reading and for tokenising, the best of five, in processor time, and their ratio."""
    roots = [Path(name) for name in sys.argv[1:]] or [folder("corpora/sample")]
    paths = sorted(path for root in roots for path in root.rglob("*") if path.suffix in ENDINGS)
    contents = [(path.name, path.read_bytes()) for path in paths]
    rules = ruleset_at(None)
    texts = [_whole_text(data) for _, data in contents]
    best = [float("inf")] * 3
    filings: list[Filing] = []
    failed = 0
    for _ in range(5):
        started = process_time()
        filings, failed = [], 0
        for name, data in contents:
            try:
                filings.append(read(data, name, rules.headings))
            except FilingUnreadable as reason:
                failed += 1
                print(f"{name}: {reason.code}", file=sys.stderr)
        read_in = process_time() - started
        nlp = blank(rules.tokenizing)  # a new one: tokenizers remember the words that they have split
        middle = process_time()
        for filing in filings:
            for section in filing.sections:
                nlp.make_doc(section.text)
        sections_in = process_time() - middle
        nlp = blank(rules.tokenizing)
        middle = process_time()
        for text in texts:
            nlp.make_doc(text)
        whole_in = process_time() - middle
        best = [min(pair) for pair in zip(best, (read_in, whole_in, sections_in), strict=True)]
    size = sum(len(data) for _, data in contents) / 1e6
    print(f"{len(filings)} filings read, {failed} failed, {size:.1f} MB")
    print(f"reading {best[0]:.2f} s")
    print(f"tokenising the whole texts {best[1]:.2f} s, ratio {best[0] / best[1]:.2f}")
    print(f"tokenising the sections alone {best[2]:.2f} s, ratio {best[0] / best[2]:.2f}")


def _whole_text(data: bytes) -> str:
    """The words of the first document, cover and signatures included, without its tags."""
    text = data.decode("utf-8", errors="replace")
    first = re.search(r"<TEXT>(.*?)</TEXT>", text, re.DOTALL | re.IGNORECASE)
    words = html.unescape(re.sub(r"<[^>]+>", " ", first[1] if first else text))
    return " ".join(words.split())[:900_000]  # spaCy takes a million characters


if __name__ == "__main__":
    main()
