"""A key is changed with the commands of docs/operations.md as they stand there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from larc_survey.environment import text_of_file
from larc_survey.environment_values import secret_key, secret_keys
from larc_survey.settings import BASE_DIR
from tests.integration.papers.blocks import snippets_in

(CHANGE,) = [
    one.content for one in snippets_in("sh", paper="docs/operations.md") if "printf" in one.content
]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with secrets, and a program in place of Docker that notes what it is asked for."""
    for name in ("deploy", "docker-compose.yml"):
        (tmp_path / name).symlink_to(BASE_DIR / name)
    (tmp_path / "docker").write_text('#!/bin/sh\necho "$@" >> asked\n')
    (tmp_path / "docker").chmod(0o755)
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets/email_url").write_text("smtp+tls://mail.example:587\n")
    subprocess.run([sys.executable, "deploy/make_secrets.py"], cwd=tmp_path, check=True)
    return tmp_path


def change(here: Path) -> None:
    path = f"{here}:/usr/bin:/bin:{Path(sys.executable).parent}"
    subprocess.run(["sh", "-euc", CHANGE], cwd=here, env={"PATH": path}, check=True)


def secret(here: Path, name: str) -> str:
    return text_of_file(str(here / "secrets" / name))


def test_the_earlier_key_is_kept_and_a_new_one_made(here: Path) -> None:
    first = secret(here, "secret_key")
    change(here)
    second = secret_key(may_be_insecure=False)(secret(here, "secret_key"))
    assert second != first
    assert secret_keys(secret(here, "secret_key_fallbacks")) == [first]
    assert "SECRET_KEY_FALLBACKS_FILE=./secrets/secret_key_fallbacks" in (
        (here / ".env").read_text().splitlines()
    )
    assert "--force-recreate" in (here / "asked").read_text()


def test_a_second_change_keeps_both(here: Path) -> None:
    first = secret(here, "secret_key")
    change(here)
    second = secret(here, "secret_key")
    change(here)
    assert secret_keys(secret(here, "secret_key_fallbacks")) == [first, second]
    assert secret(here, "secret_key") not in (first, second)


def test_no_other_secret_changes(here: Path) -> None:
    others = ["resume_code_key", "authenticator_key", "postgres_password", "database_url"]
    before = {name: secret(here, name) for name in others}
    change(here)
    assert {name: secret(here, name) for name in others} == before
