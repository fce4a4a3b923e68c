"""What each kind of rule file may say: one pydantic model a kind, strict, unknown keys refused.

`docs/rules.md` explains the kinds; `rules/schema.json` is generated from here for editors.
"""

from engine.rulebook.eventmodels import (
    ColumnRule,
    DiscourseRules,
    EventRule,
    FillRule,
    Fresh,
    RegisterRule,
    Rung,
    SlotRule,
    Stale,
    TableRule,
)
from engine.rulebook.modelbase import (
    Example,
    Examples,
    Many,
    Model,
    Normaliser,
    Rule,
    Scalar,
)
from engine.rulebook.textmodels import (
    AliasRule,
    ClauseRules,
    Cut,
    FoldRule,
    FrameFile,
    LexiconFile,
    RulesetFile,
    ScopeRule,
    TagRule,
    Tokenizing,
    WordingRule,
)

__all__ = [
    "AliasRule",
    "ClauseRules",
    "ColumnRule",
    "Cut",
    "DiscourseRules",
    "EventRule",
    "Example",
    "Examples",
    "FillRule",
    "FoldRule",
    "FrameFile",
    "Fresh",
    "LexiconFile",
    "Many",
    "Model",
    "Normaliser",
    "RegisterRule",
    "Rule",
    "RulesetFile",
    "Rung",
    "Scalar",
    "ScopeRule",
    "SlotRule",
    "Stale",
    "TableRule",
    "TagRule",
    "Tokenizing",
    "WordingRule",
]
