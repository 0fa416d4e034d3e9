"""Files: what the platform writes, and the files in which PostgreSQL keeps its tables."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from exports.formats import FORMATS
from tests.integration.anonymity.database import MIXED_RESPONSES, files, query_nothing
from tests.integration.anonymity.left_behind import LeftBehind
from tests.integration.anonymity.search import Needles, moments_in, moments_within
from tests.integration.anonymity.test_logs import secrets_of

pytestmark = pytest.mark.django_db


def opened(path: str, content: bytes) -> dict[str, bytes]:
    """A file, and what is in it if it is an archive."""
    if not content.startswith(b"PK"):
        return {path: content}
    with ZipFile(BytesIO(content)) as archive:
        return {f"{path}/{name}": archive.read(name) for name in archive.namelist()}


def contents(left: LeftBehind) -> dict[str, bytes]:
    pieces = [opened(path, content) for path, content in left.files.items()]
    pieces += [opened(f"download.{kind}", file) for kind, file in left.downloads.items()]
    return {path: content for piece in pieces for path, content in piece.items()}


# What the platform writes


def test_the_files_of_a_run_are_those_that_are_expected(left: LeftBehind) -> None:
    kept = {path.partition("/")[0] for path in left.files}
    assert {name.partition(".")[0] for name in kept} == {"exports", "static", "beat-schedule"}


def test_no_file_tells_of_anybody(left: LeftBehind) -> None:
    needles = Needles(secrets_of(left))
    texts = contents(left)
    assert any(path.startswith("exports/") and path.endswith("sheet1.xml") for path in texts)
    assert {path: found for path, text in texts.items() if (found := needles.found_in(text))} == {}


def test_no_file_knows_a_moment_at_which_somebody_answered(left: LeftBehind) -> None:
    for path, content in contents(left).items():
        assert not moments_within(content.decode(errors="ignore"), left.answering), path


def test_a_dataset_knows_no_time_of_day(left: LeftBehind) -> None:
    assert set(left.downloads) == set(FORMATS)
    for kind, download in left.downloads.items():
        with ZipFile(BytesIO(download)) as archive:
            assert {info.date_time[3:] for info in archive.infolist()} == {(0, 0, 0)}
        for path, content in opened(kind, download).items():
            told = {moment.strftime("%H%M%S") for moment, _ in moments_in(content.decode())}
            assert told <= {"000000"}, path


def test_the_search_finds_what_is_in_an_archive(left: LeftBehind) -> None:
    address = left.people[0].browsers[0].device.address
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("docProps/core.xml", f"<creator>{address}</creator>")
    ((_, content),) = opened("planted", file.getvalue()).items()
    assert Needles(secrets_of(left)).found_in(content) == {"network address 0 of 0"}


# The files of the database


def test_a_response_stands_once_in_the_files_of_the_database(left: LeftBehind) -> None:
    """In its table and in the index of keys; no old version of a row is left anywhere."""
    needles = Needles(left.keys | left.digests | left.traces)
    told = {
        name: found
        for name, file in left.files_of_database.items()
        if (found := needles.found_in(file))
    }
    sent = {f"bytes of key {person.key}" for person in left.people}
    assert told == {MIXED_RESPONSES: sent, f"{MIXED_RESPONSES}_pkey": sent}
    for person in left.people:
        assert left.files_of_database[MIXED_RESPONSES].count(person.response_id.bytes) == 1


@pytest.mark.parametrize("key", [b"\0" * 7 + b"begins!!!", b"ends here" + b"\0" * 7], ids=ascii)
def test_the_search_finds_what_lies_in_empty_space(key: bytes) -> None:
    """One key in 256 begins with a zero byte, and PostgreSQL fills up with zero bytes before it."""
    empty = bytes(8192)
    for file in (empty + key + empty, key + empty, empty + key):
        assert Needles({"key": key}).found_in(file) == {"key"}


@pytest.mark.django_db(transaction=True)
def test_the_search_finds_deleted_rows_in_the_files_of_the_database() -> None:
    query_nothing("CREATE TABLE unheard_of (noted text)")
    query_nothing("INSERT INTO unheard_of VALUES ('198.51.100.177')")
    query_nothing("DELETE FROM unheard_of")
    found = Needles({"address": "198.51.100.177"}).found_in(files()["public.unheard_of"])
    query_nothing("DROP TABLE unheard_of")
    assert found == {"address"}
