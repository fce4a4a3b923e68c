"""Reads a side of a comparison: a run's file, a folder of rules, or the rules of a git revision."""

import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from engine.errors import RulesRefused, UsageError
from engine.pipeline import Engine, load
from engine.specs import EventSpec

# A file that a run wrote, or an engine that will run.
Side = Path | Engine


def open_side(argument: str) -> Side:
    """The side that `argument` names: an existing file or folder, else `REV:FOLDER` of the git repository here.

    Raises UsageError where there is none of these, where git or the revision is missing; RulesRefused
    where the rules do not hold with this version of the engine.
    """
    path = Path(argument)
    if path.is_file():
        return path
    if path.is_dir():
        return _loaded(path, argument)
    revision, colon, folder = argument.partition(":")
    if not (revision and colon and folder):
        advice = "give a file that `run` wrote, a rules folder, or REV:FOLDER such as HEAD:rules"
        raise UsageError(f"{argument}: no such file or folder; {advice}")
    with tempfile.TemporaryDirectory(prefix="filing-engine-") as place:
        _export(revision, folder, Path(place))
        return _loaded(Path(place), argument)


def _loaded(folder: Path, name: str) -> Engine:
    """The engine with the rules in a folder; what is wrong there is told as a place below `name`."""
    try:
        return load(folder)
    except RulesRefused as refused:
        below = name.rstrip("/")
        findings = [replace(finding, file=f"{below}/{finding.file}") for finding in refused.findings]
        raise RulesRefused(findings) from refused


def _export(revision: str, folder: str, place: Path) -> None:
    """Unpacks the folder, counted from the root of the repository, as it was at the revision."""
    asked = f"{revision}:{folder}"
    top = _git(["rev-parse", "--show-toplevel"], Path(), f"{asked}: this is no git repository").decode()
    root = Path(top.removesuffix("\n"))
    _git(
        ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"],
        root,
        f"{asked}: there is no revision {revision} in {root}; `git log` lists them",
    )
    absent = f"{asked}: revision {revision} has no folder {folder}; name it from {root}"
    tree = _git(["rev-parse", "--verify", "--quiet", "--end-of-options", asked.rstrip("/")], root, absent)
    packed = _git(["archive", "--format=tar", tree.decode().strip()], root, absent)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(place, filter="data")


def _git(arguments: Sequence[str], where: Path, complaint: str) -> bytes:
    """What git prints; raises UsageError with `complaint`, and what git said, where it fails."""
    git = shutil.which("git")
    if git is None:
        raise UsageError("git is not installed, and REV:FOLDER needs it; give a rules folder instead")
    done = subprocess.run(  # noqa: S603  # git itself, and no shell between
        [git, *arguments], cwd=where, capture_output=True, check=False
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise UsageError(f"{complaint} ({said})" if said else complaint)
    return done.stdout


def specs_of(sides: Sequence[Side]) -> Mapping[str, EventSpec]:
    """The event types of all rule sets among the sides, a later one before an earlier; else the packaged ones."""
    engines = [side for side in sides if isinstance(side, Engine)] or [load()]
    return {type_: spec for engine in engines for type_, spec in engine.specs.items()}
