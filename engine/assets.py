"""Where the files that the engine reads at run time stand: in a checkout, or inside an installed package."""

from pathlib import Path

from engine.errors import UsageError

PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `name` ("rules", "models", "corpora/sample") that this copy of the engine came with.

    An installed wheel carries it under `engine/_assets/`; a checkout has it at its root. Raises
    `UsageError` where neither is there, which means that the installation is damaged.
    """
    packed = PACKAGE / "_assets" / name
    if packed.is_dir():
        return packed
    checkout = PACKAGE.parent
    # Without this mark, `rules/` beside an installed package would be somebody else's.
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise UsageError(
        f"the folder `{name}` is missing: looked in {packed} and {checkout / name}; "
        "install the package again, or name a folder yourself"
    )
