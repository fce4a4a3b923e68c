"""What is wrong with a rule file as YAML: its characters, its syntax, and the parts of YAML refused here."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import yaml

from engine.rulebook.places import START, Fault, place_at, place_of

MAX_BYTES = 1_000_000  # the longest word list that people write by hand is a tenth of this
MAX_NESTING = 30  # rules nest about six deep; the limit keeps a hostile file off the interpreter's stack

TOO_LARGE = Fault(START, f"larger than {MAX_BYTES:,} bytes", "split it into several files")

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What YAML refuses, and what it takes for the end of a line where editors do not: places would shift.
_UNREADABLE = re.compile(
    r"[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\r(?!\n)"
)


def compose(text: str) -> tuple[yaml.Node | None, list[Fault]]:
    """The root node of the first document of `text`, and what is wrong with the text as YAML.

    The node is None where there is no document, or, with a fault, where it cannot be composed
    safely. Tags and further documents are faults that leave the node readable.
    """
    faults = list(_character_faults(text))
    composable = not faults
    try:
        if composable:
            composable = _check_events(text, faults)
        return (next(iter(yaml.compose_all(text, Loader=_LOADER)), None) if composable else None), faults
    except yaml.MarkedYAMLError as error:
        return None, [*faults, _syntax_fault(error, text)]


def _character_faults(text: str) -> Iterator[Fault]:
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        yield TOO_LARGE
    for found in islice(_UNREADABLE.finditer(text), 10):  # a binary file has thousands
        code = f"\\u{ord(found[0]):04x}"
        message = f"the character {code} cannot stand in a rule file"
        yield Fault(place_at(text, found.start()), message, f'delete it, or write "{code}" in double quotes')


def _check_events(text: str, faults: list[Fault]) -> bool:
    """Add what the stream of events shows; whether nodes can be composed in bounded time and depth.

    The stream grows with the text alone, whatever aliases and depth it has.
    """
    depth = documents = 0
    composable = True
    for event in yaml.parse(text, Loader=_LOADER):
        place = place_of(event.start_mark)
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_NESTING:
            faults.append(Fault(place, f"nested over {MAX_NESTING} deep", "write it flatter"))
            return False
        if isinstance(event, yaml.DocumentStartEvent) and documents > 1:
            faults.append(Fault(place, "a second document", "delete the line ---, or make two files of it"))
        if isinstance(event, yaml.NodeEvent):
            composable &= event.anchor is None
            faults.extend(_property_faults(event))
    return composable


def _property_faults(event: yaml.NodeEvent) -> Iterator[Fault]:
    """Aliases let a small file grow without bound, and tags make objects."""
    place, name, tag = place_of(event.start_mark), event.anchor, getattr(event, "tag", None)
    advice = "delete it, or write the text in quotes if the sign belongs to it"
    if isinstance(event, yaml.AliasEvent):
        yield Fault(place, f"the alias *{name}", f"{advice}, or write out what it stands for")
    elif name is not None:
        yield Fault(place, f"the anchor &{name}", advice)
    if tag is not None:
        yield Fault(place, f"the tag {tag}", advice)


def _syntax_fault(error: yaml.MarkedYAMLError, text: str) -> Fault:
    place = place_of(error.problem_mark or error.context_mark)
    line = "".join(text.split("\n")[place.line - 1 : place.line])
    advice = "write a text in quotes that begins with { [ % @ ` or goes on after its closing quote or bracket"
    if line[place.column - 1 :].startswith("\t"):
        advice = "indent with spaces, not tabs"
    elif "mapping values" in str(error.problem):
        advice = "write a text in quotes that holds a colon and a blank"
    context = f" {error.context}" if error.context else ""
    return Fault(place, f"not YAML: {error.problem}{context}", advice)
