"""A secret may lie in a file: one way for all of them, and nothing of a file is ever told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from larc_survey import environment_values as values
from larc_survey.environment import Environment
from larc_survey.settings import BASE_DIR

HOW = "Set it to something else."

KEYS = ("SECRET_KEY", "RESUME_CODE_KEY", "AUTHENTICATOR_KEY")
SECRETS = {
    **{name: f"{name}-hunter2-Vt3k9XqP7mZr2LwY8sNd4HfJ6gBc1TuA0eRiOxQvKp" for name in KEYS},
    **{f"{name}_FALLBACKS": f"earlier-{name}-hunter2-Vt3k9XqP7mZr2LwY8sNd4HfJ6gB" for name in KEYS},
    "DATABASE_URL": "postgres://larc:hunter2@db.example:5432/survey",
    "REDIS_URL": "redis://:hunter2@broker.example:6379/0",
    "EMAIL_URL": "smtp+tls://user:hunter2@mail.example:587",
}
"""All that may come from a file, each with a value that is right."""

OTHERS = {
    "ALLOWED_HOSTS": "survey.example.org",
    "SITE_ADDRESS": "https://survey.example.org",
    "DEFAULT_FROM_EMAIL": "survey@example.org",
}


def read(variables: Mapping[str, str]) -> str:
    with Environment(variables) as env:
        return env.read_secret("NAME", values.word, how=HOW)


def refused(variables: Mapping[str, str]) -> str:
    with pytest.raises(SystemExit) as stop:
        read(variables)
    return " ".join(str(stop.value).split())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "name"


def check_settings(variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Load the settings as production does, with these variables only."""
    names = sorted(SECRETS.keys() - {"DATABASE_URL", "EMAIL_URL"})
    code = "from larc_survey import settings as s\n" + "\n".join(
        [f"print(s.{name})" for name in names]
        + ["print(s.DATABASE['HOST'])", "print(s.EMAIL_HOST)"]
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env={"PATH": os.environ["PATH"], "ENV_FILE": "", **OTHERS, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


# One way for all


def test_every_secret_may_come_from_a_file(tmp_path: Path) -> None:
    for name, value in SECRETS.items():
        (tmp_path / name).write_text(f"{value}\n")
    from_files = check_settings({f"{name}_FILE": str(tmp_path / name) for name in SECRETS})
    assert from_files.returncode == 0, from_files.stderr
    assert from_files.stdout == check_settings(SECRETS).stdout


def test_only_secrets_do() -> None:
    settings = (BASE_DIR / "larc_survey/settings.py").read_text()
    assert re.findall(r'read_secret\(\s*"(\w+)"', settings) == sorted(SECRETS, key=settings.index)


def test_a_variable_with_a_value_needs_no_file() -> None:
    assert read({"NAME": "value"}) == "value"
    assert read({"NAME": "value", "NAME_FILE": ""}) == "value"


def test_neither_is_missing_like_any_other() -> None:
    assert f"NAME is missing. {HOW}" in refused({})
    assert "SECRET_KEY_FILE=/path" in refused({})


# What is in the file


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n", " \n"])
def test_the_end_of_the_line_does_not_belong_to_it(file: Path, end: str) -> None:
    file.write_bytes(f"value{end}".encode())
    assert read({"NAME_FILE": str(file)}) == "value"


def test_a_file_and_a_value_are_one_too_many(file: Path) -> None:
    file.write_text("hunter2\n")
    text = refused({"NAME": "hunter2", "NAME_FILE": str(file)})
    assert "NAME and NAME_FILE are both set. Leave one of them out." in text
    assert "hunter2" not in text


def test_a_file_that_is_not_there_is_named(file: Path) -> None:
    text = refused({"NAME_FILE": str(file)})
    assert (
        f"NAME_FILE is wrong: the file {file} cannot be read (No such file or directory)." in text
    )


def test_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    """Older versions of Docker make one where there is no file."""
    assert f"the file {tmp_path} cannot be read (Is a directory)" in refused(
        {"NAME_FILE": str(tmp_path)}
    )


@pytest.mark.parametrize("content", ["", "\n", " \n\n"])
def test_an_empty_file_is_not_taken_for_nothing(file: Path, content: str) -> None:
    file.write_text(content)
    assert f"NAME_FILE is wrong: the file {file} is empty." in refused({"NAME_FILE": str(file)})


@pytest.mark.parametrize("content", [b"hunter2\nhunter2\n", b"hunter2 \xff\xfe", b"hunter2\xc3"])
def test_a_file_of_anything_but_one_line_of_text_is_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    text = refused({"NAME_FILE": str(file)})
    assert f"NAME_FILE is wrong: the file {file} " in text
    assert "hunter2" not in text


def test_a_path_is_a_whole_one() -> None:
    """Otherwise it may be the secret itself, which is not repeated."""
    text = refused({"NAME_FILE": "hunter2"})
    assert "NAME_FILE is wrong: it must be the whole path of a file" in text
    assert "hunter2" not in text


def test_a_wrong_value_is_told_with_its_file_and_not_shown(file: Path) -> None:
    file.write_text("hunter2\n")
    with pytest.raises(SystemExit) as stop, Environment({"NAME_FILE": str(file)}) as env:
        env.read_secret("NAME", values.secret_key(may_be_insecure=False), how=HOW)
    text = " ".join(str(stop.value).split())
    assert f"NAME, in the file {file}, is wrong: it is too short" in text
    assert "hunter2" not in text


def test_one_refusal_names_every_file(tmp_path: Path) -> None:
    """With nothing of what is in those that can be read, and no traceback."""
    for name in SECRETS:
        (tmp_path / name).write_text("hunter2#/:@[\n")
    (tmp_path / "SECRET_KEY").unlink()
    result = check_settings({f"{name}_FILE": str(tmp_path / name) for name in SECRETS})
    told = " ".join(result.stderr.split())
    assert result.returncode == 1
    for name in SECRETS:
        assert str(tmp_path / name) in told
    assert "hunter2" not in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
