"""How many filings a second, and what gating saves: each filing is tagged gated and naive, in turn.

    python bench/throughput.py [FOLDER]

FOLDER holds filings; the sample corpus is the default. Times are of one process's processor, so that a
busy machine changes the figures little and their ratio less.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time
from typing import TypeVar

from engine.assets import folder
from engine.pipeline import Engine, load
from engine.tagging.tagger import Tagger

Result = TypeVar("Result")


def timed(call: Callable[[], Result]) -> tuple[float, Result]:
    """The seconds of processor time that a call takes, and what it returns."""
    started = process_time()
    result = call()
    return process_time() - started, result


def whole(engine: Engine, filings: list[Path]) -> float:
    """Seconds for all filings, from bytes to events."""
    return timed(lambda: [engine.extract_bytes(path.read_bytes(), path.name) for path in filings])[0]


def tagging(engine: Engine, filings: list[Path]) -> tuple[float, float, int]:
    """Seconds of gated and of naive tagging, and the number of tokens."""
    gated, naive = (Tagger(engine.ruleset, engine.nlp.vocab, naive=naive) for naive in (False, True))
    seconds, tokens = [0.0, 0.0], 0
    for path in filings:
        doc = engine.make_doc(engine.read(path.read_bytes(), path.name))
        tokens += len(doc)
        gated(doc)  # each spelling is judged once, when it is first met: that time is not of this filing
        results = [timed(partial(tagger, doc)) for tagger in (gated, naive)]
        if results[0][1] != results[1][1]:
            sys.exit(f"{path}: gated and naive tags differ")
        seconds = [total + one for total, (one, _) in zip(seconds, results, strict=True)]
    return seconds[0], seconds[1], tokens


def main(source: Path) -> None:
    """Prints the figures for the filings in a folder."""
    filings = sorted(path for path in source.iterdir() if path.suffix in {".txt", ".htm"})
    loading, engine = timed(load)
    first, again = whole(engine, filings), whole(engine, filings)
    gated, naive, tokens = tagging(engine, filings)
    print(f"loading            {loading:6.2f} s")
    print(f"filings            {len(filings)} with {tokens} tokens in the sections that are read")
    print(f"first time         {len(filings) / first:6.1f} filings/s")
    print(f"from then on       {len(filings) / again:6.1f} filings/s")
    print(f"tagging, gated     {1000 * gated / len(filings):6.1f} ms a filing")
    print(f"tagging, naive     {1000 * naive / len(filings):6.1f} ms a filing")
    print(f"naive to gated     {naive / gated:6.1f} to 1, with the same tags")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else folder("corpora/sample") / "filings")
