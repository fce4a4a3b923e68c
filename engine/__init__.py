"""Events from SEC filings (Form 8-K), each with the words that prove it.

    import engine

    extract = engine.load().extract
    result = extract(Path("filing.htm"))

Names are imported when they are asked for, so that what needs no engine (`filing-engine --help`, reading
results) does not wait for spaCy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.errors import EngineError, FilingUnreadable, RulesRefused, UsageError
    from engine.pipeline import Engine, load

    __version__: str

__all__ = ["Engine", "EngineError", "FilingUnreadable", "RulesRefused", "UsageError", "__version__", "load"]

_HOMES = {
    "Engine": "engine.pipeline:Engine",
    "EngineError": "engine.errors:EngineError",
    "FilingUnreadable": "engine.errors:FilingUnreadable",
    "RulesRefused": "engine.errors:RulesRefused",
    "UsageError": "engine.errors:UsageError",
    "__version__": "engine.version:VERSION",
    "load": "engine.pipeline:load",
}


def __getattr__(name: str) -> Any:
    """The public name, from the module where it is at home."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, attribute = _HOMES[name].partition(":")
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
