"""What a scalar without quotes means in a rule file: text, `true`, `false`, or a number; else a trap."""

import re
from dataclasses import dataclass

MAX_DIGITS = 18  # the longest number that is exact wherever it goes: 64 bits


@dataclass(frozen=True, slots=True)
class Trap:
    """A scalar that YAML reads as something else than it looks: what is wrong, and what to write."""

    message: str
    advice: str


_QUOTE = "write '{0}' in quotes if you mean text"

# In the order in which they are tried: the types of YAML 1.1 (https://yaml.org/type/), and those of
# YAML 1.2, which other readers of the same file would see.
_TRAPS = tuple(
    (re.compile(pattern, re.IGNORECASE), message, advice)
    for pattern, message, advice in (
        (r"yes|on|y", "`{0}` is true to YAML", f"{_QUOTE}, or write true"),
        (r"no|off|n", "`{0}` is false to YAML", f"{_QUOTE}, or write false"),
        (r"true|false", "`{0}` is a truth value in capitals", f"{_QUOTE}, or write it in lower case"),
        (r"|~|null", "a value that is empty", "leave it out, or write it in quotes if you mean text"),
        (r"[-+]?\d[\d_]*(:\d+)+(\.\d*)?", "`{0}` is a number to base 60 to YAML", _QUOTE),
        (r"\d{4}-\d\d?-\d\d?([t\s].*)?", "`{0}` is a date to YAML", _QUOTE),
        (r"[-+]?0[xob][\da-f_]+", "`{0}` is not a decimal number", f"{_QUOTE}, or write it as a decimal"),
        (
            r"[-+]?0[\d_]+(\.[\d_]*)?",
            "`{0}` is an octal number to YAML",
            f"{_QUOTE}, or drop the leading zero",
        ),
        (
            r"[-+]?\d[\d.]*_[\d_.]*",
            "`{0}` is a number with its _ dropped to YAML",
            f"{_QUOTE}, or drop the _",
        ),
        (
            r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?|[-+]?\.inf|\.nan",
            "`{0}` is a number that does not print as it is written",
            f"{_QUOTE}, or write it like 5, -5 or 5.25",
        ),
    )
)


def read_plain(text: str) -> str | bool | int | float | Trap:
    """The value of a scalar that stands without quotes."""
    if text in {"true", "false"}:
        return text == "true"
    number = _number(text)
    if number is not None:
        return number
    for pattern, message, advice in _TRAPS:
        if pattern.fullmatch(text):
            return Trap(message.format(text), advice.format(text))
    return text


def is_null(text: str) -> bool:
    """Whether a scalar without quotes is YAML's null."""
    return text.lower() in {"", "~", "null"}


def _number(text: str) -> int | float | None:
    """The number that prints exactly as `text`: `5.02` is one, `5.10`, `1e3` and 400 digits are none."""
    if len(text) > MAX_DIGITS or not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return None
    number = float(text) if "." in text else int(text)
    return number if str(number) == text else None
