"""The file with values for what the environment lacks."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from larc_survey import environment


def test_a_file_fills_in_what_the_process_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("# comment\nFROM_FILE=file\nBOTH=file\n")
    monkeypatch.delenv("ENV_FILE", raising=False)
    monkeypatch.setenv("BOTH", "process")
    variables = environment.variables_for(tmp_path)
    assert variables["FROM_FILE"] == "file"
    assert variables["BOTH"] == "process"
    assert "FROM_FILE" not in os.environ


def test_no_file_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ENV_FILE", raising=False)
    assert environment.variables_for(tmp_path) == dict(os.environ)


def test_another_file_can_be_named_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("FROM_FILE=usual\n")
    (tmp_path / "other.env").write_text("FROM_FILE=other\n")
    monkeypatch.setenv("ENV_FILE", "other.env")
    assert environment.variables_for(tmp_path)["FROM_FILE"] == "other"
    monkeypatch.setenv("ENV_FILE", "")
    assert "FROM_FILE" not in environment.variables_for(tmp_path)


def test_a_named_file_must_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENV_FILE", "absent.env")
    with pytest.raises(SystemExit, match=r"there is no file absent\.env"):
        environment.variables_for(tmp_path)
