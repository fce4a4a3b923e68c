"""`filing-engine check`: everything wrong in a rule set, at once."""

from pathlib import Path

import click

from engine import assets
from engine.cli.exits import FINDINGS, FINE


@click.command()
@click.argument("rules", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(rules: Path | None) -> int:
    """Test a rule set, its examples included. Prints nothing when it holds.

    RULES is a rule set's folder; the packaged one is the default. Each finding is a line
    `file:line:column: rule: what is wrong; what to write instead`, and the exit code is then 1.
    """
    from engine import checking

    findings = checking.check(rules or assets.folder("rules"))
    for finding in findings:
        click.echo(str(finding))
    return FINDINGS if findings else FINE
