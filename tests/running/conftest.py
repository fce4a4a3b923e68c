"""Archives made in a temporary folder, and what is read from them as a table."""

import gzip
import io
import tarfile
import warnings
import zipfile

import pytest

from engine.records import Failure
from engine.running.finding import find
from engine.running.opening import opened


@pytest.fixture
def listed():
    """What a path gives: `{name: text, or the code of the failure in <>}`, and what was skipped `{name: reason}`."""

    def over(*paths, text_field=None):
        rows, skipped = {}, {}

        def skip(one):
            skipped[one.path.as_posix()] = one.reason

        corpus = find(paths, tables=text_field is not None)
        for source in opened(corpus.files, text_field, skip):
            assert source.file not in rows
            if isinstance(source.content, Failure):
                rows[source.file] = f"<{source.content.code}>"
            else:
                rows[source.file] = source.read().decode("latin-1")
        return rows, skipped

    return over


@pytest.fixture
def make_zip(tmp_path):
    """A zip archive with those members: names or ZipInfos, with their data."""

    def make(*members, name="a.zip", compression=zipfile.ZIP_DEFLATED):
        path = tmp_path / name
        with warnings.catch_warnings(), zipfile.ZipFile(path, "w", compression) as archive:
            warnings.filterwarnings("ignore", "Duplicate name", UserWarning)
            for member, data in members:
                archive.writestr(member, data)
        return path

    return make


@pytest.fixture
def make_tar(tmp_path):
    """A tar archive, gzipped by default, with those members: names or TarInfos, with their data."""

    def make(*members, name="a.tar.gz", form=tarfile.DEFAULT_FORMAT, encoding="utf-8"):
        path = tmp_path / name
        with (
            gzip.open(path, "wb") if name.endswith("gz") else path.open("wb") as stream,
            tarfile.open(fileobj=stream, mode="w", format=form, encoding=encoding) as archive,
        ):
            for member, data in members:
                info = tarfile.TarInfo(member) if isinstance(member, str) else member
                if info.isreg():
                    info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
        return path

    return make
