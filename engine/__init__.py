"""Events from SEC filings (Form 8-K), each with the words that prove it.

    import engine

    extract = engine.load().extract
    result = extract(Path("filing.htm"))

Names are imported when they are asked for, so that what needs no engine (`filing-engine --help`, reading
results) does not wait for spaCy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from engine.version import VERSION

if TYPE_CHECKING:
    from engine.errors import EngineError, FilingUnreadable, RulesRefused, UsageError
    from engine.pipeline import Engine, load

__all__ = ["Engine", "EngineError", "FilingUnreadable", "RulesRefused", "UsageError", "__version__", "load"]

__version__ = VERSION

_HOMES = {
    "Engine": "engine.pipeline",
    "EngineError": "engine.errors",
    "FilingUnreadable": "engine.errors",
    "RulesRefused": "engine.errors",
    "UsageError": "engine.errors",
    "load": "engine.pipeline",
}


def __getattr__(name: str) -> Any:
    """The public name, from the module where it is at home."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
