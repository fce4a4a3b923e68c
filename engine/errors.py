"""The error tree. Every error a person can cause says what is wrong, where, and what to do.

Exit codes of the command follow the tree: `UsageError` and `RulesRefused` and `LabelsRefused` end
with 2, `FilingUnreadable` becomes a row of the result, anything else is a bug (3).
"""

from collections.abc import Sequence
from dataclasses import dataclass


class EngineError(Exception):
    """Root of all errors that this package raises on purpose."""


class UsageError(EngineError):
    """A path that does not exist, an option that contradicts another, an output that cannot be written."""


class FilingUnreadable(EngineError):
    """A filing that cannot be read: carries the `code` and `stage` of its row in the result."""

    def __init__(self, code: str, message: str, stage: str = "filings") -> None:
        super().__init__(message)
        self.code, self.message, self.stage = code, message, stage


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong in a file that people write: a rule or a label file.

    `line` and `column` count from 1; `advice` says what to write instead, and may be empty.
    """

    file: str
    line: int
    column: int
    rule: str
    message: str
    advice: str = ""

    def __str__(self) -> str:
        tail = f"; {self.advice}" if self.advice else ""
        return f"{self.file}:{self.line}:{self.column}: {self.rule}: {self.message}{tail}"


class Refused(EngineError):
    """A set of files that people write, refused whole, with every finding in it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(str(finding) for finding in self.findings))


class RulesRefused(Refused):
    """A rule set that does not hold."""


class LabelsRefused(Refused):
    """A label file that does not hold."""
