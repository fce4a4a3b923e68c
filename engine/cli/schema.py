"""`filing-engine schema`: the output's contract, for machines."""

from pathlib import Path

import click

from engine.cli.reading import engine_of, rules_option, write_json


@click.command()
@rules_option
def schema(rules: Path | None) -> None:
    """Print the JSON schema of a line of output, as the rule set's event types make it."""
    write_json(engine_of(rules).schema())
