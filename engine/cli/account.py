"""`filing-engine account`: what each rule is worth on labelled filings."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.reading import engine_of, filings_option, rules_option, write_json

if TYPE_CHECKING:
    from engine.explaining.account import Account
    from engine.explaining.leaveout import Loss

# So many pairs of wordings that overlap are read; the rest stands in the JSON.
MOST_OVERLAPS = 20
_NAME = 50


@click.command()
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@rules_option
@filings_option
@click.option(
    "--without",
    "rules_left_out",
    multiple=True,
    metavar="RULE",
    help="Measure what F1 loses without this wording, fill or table; may be repeated.",
)
@click.option("--leave-out", is_flag=True, help="Measure that for each wording in turn.")
@click.option("--json", "as_json", is_flag=True, help="Print the account as JSON and nothing else.")
def account(  # noqa: PLR0913  # one a command-line option
    corpus: Path,
    *,
    rules: Path | None,
    filings: Path | None,
    rules_left_out: tuple[str, ...],
    leave_out: bool,
    as_json: bool,
) -> None:
    """What each rule is worth on labelled filings.

    CORPUS is what `evaluate` takes. For wordings and tables counts events, for fills and tags values:
    how often a rule fired, was right, was wrong, and was right alone, so that nothing else would have
    told. Then the rules that never fire, and the wordings that match the same words.
    """
    from engine.explaining.account import account as account_of
    from engine.explaining.leaveout import leave_out as losses_of
    from engine.explaining.rulechoice import refuse_unknown, wordings
    from engine.records import plain
    from engine.scoring.labels import read_corpus

    engine = engine_of(rules)
    refuse_unknown(engine.ruleset, rules_left_out)
    labelled = read_corpus(corpus, engine.specs, filings)
    found = account_of(engine, labelled)
    tried = [*rules_left_out, *(wordings(engine.ruleset) if leave_out else ())]
    losses = losses_of(engine, labelled, tried) if tried else []
    if as_json:
        write_json({**plain(found), "silent": found.silent, "without": plain(losses)})
    else:
        click.echo("\n".join(line.rstrip() for line in _lines(found, losses)))


def _lines(found: "Account", losses: Sequence["Loss"]) -> Iterator[str]:
    yield f"{'rule':<{_NAME}}  fired  right  wrong  alone"
    kinds = dict.fromkeys(rule.kind for rule in found.rules)
    for kind in kinds:
        yield f"{kind}s"
        for rule in (r for r in found.rules if r.kind == kind and r.fired):
            counts = (rule.fired, rule.right, rule.wrong, rule.alone)
            yield f"  {rule.rule:<{_NAME - 2}}" + "".join(f"{count:>7}" for count in counts)
    yield f"\nnever fire: {len(found.silent)}"
    yield from (f"  {rule}" for rule in found.silent)
    yield f"\nwordings that match the same words: {len(found.overlaps)} pairs"
    for pair in found.overlaps[:MOST_OVERLAPS]:
        tail = "  (they say different things)" if pair.contradict else ""
        yield f"  {pair.times:>5}  {pair.one}  {pair.other}{tail}"
    if losses:
        yield f"\n{'difference of F1 without the rule':<{_NAME}}filings  strict    slot   exact"
        for loss in losses:
            figures = "".join(f"{value:>+8.4f}" for value in (loss.strict, loss.slot, loss.exact))
            yield f"  {loss.rule:<{_NAME - 2}}{loss.filings:>7}{figures}"
