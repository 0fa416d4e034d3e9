"""What a run writes lies where only this account can look, or the proxy too, whatever the umask."""

from __future__ import annotations

import os
import stat
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exports import files


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    usual = os.umask(request.param)
    yield
    os.umask(usual)


@pytest.fixture(params=["new", "there", "open"])
def root(request: pytest.FixtureRequest, tmp_path: Path, umask: None, settings: Any) -> Path:
    folder = tmp_path / "exports"
    if request.param != "new":
        folder.mkdir(mode=0o700)
    if request.param == "open":
        (folder / files.UNFINISHED).mkdir(mode=0o755)
    store(settings, location=folder)
    return folder


def store(settings: Any, **options: Any) -> None:
    """Change options of the storage of exports."""
    usual = settings.STORAGES["exports"]
    changed = usual | {"OPTIONS": usual["OPTIONS"] | options}
    settings.STORAGES = settings.STORAGES | {"exports": changed}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def open_to_others(folder: Path) -> list[Path]:
    return [path for path in (folder, *folder.rglob("*")) if mode(path) & 0o077]


def test_nobody_else_can_look_at_a_run(root: Path) -> None:
    token = uuid.uuid4()
    with (
        files.own_temporary_files(token),
        files.new_private_file(files.unfinished_path(token, "xlsx")) as file,
    ):
        file.write(b"answers")
        assert open_to_others(root) == []
    files.put_away(files.unfinished_path(token, "xlsx"), survey_slug="round-one", run_token=token)
    assert open_to_others(root) == []


def test_the_unfinished_file_may_come_first(root: Path) -> None:
    with files.new_private_file(files.unfinished_path(uuid.uuid4(), "xlsx")):
        assert open_to_others(root) == []


def test_a_proxy_in_the_group_reads_finished_files_and_nothing_else(
    tmp_path: Path, umask: None, settings: Any
) -> None:
    root, token = tmp_path / "exports", uuid.uuid4()
    store(settings, location=root, file_permissions_mode=0o640, directory_permissions_mode=0o750)
    with files.new_private_file(files.unfinished_path(token, "xlsx")) as file:
        file.write(b"answers")
        assert mode(files.unfinished_path(token, "xlsx").parent) == 0o700
    name = files.put_away(
        files.unfinished_path(token, "xlsx"), survey_slug="round-one", run_token=token
    )
    assert mode(root / name) == 0o640
    assert mode((root / name).parent) == mode(root) == 0o750
