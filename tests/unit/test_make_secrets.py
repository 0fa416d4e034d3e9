"""`deploy/make_secrets.py` makes what is missing, keeps what is there, and shows nobody."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.make_secrets import EMAIL_URL, FOLDER, MADE
from larc_survey.environment import text_of_file
from larc_survey.environment_values import postgresql, redis_url, secret_key
from larc_survey.settings import BASE_DIR

MAIL_SERVER = "smtp+tls://user:p%40ss@mail.example:587"


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    """A folder with what the program needs, and no library of ours."""
    (tmp_path / "deploy").mkdir()
    shutil.copy(BASE_DIR / "deploy/make_secrets.py", tmp_path / "deploy")
    shutil.copy(BASE_DIR / "docker-compose.yml", tmp_path)
    return tmp_path


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "deploy/make_secrets.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def secrets_of(folder: Path) -> dict[str, str]:
    return {path.name: text_of_file(str(path)) for path in (folder / FOLDER).iterdir()}


def test_each_is_made_as_the_platform_wants_it(installation: Path) -> None:
    run(installation)
    made = secrets_of(installation)
    assert made.keys() == MADE.keys()
    keys = [made[name] for name in ("secret_key", "resume_code_key", "authenticator_key")]
    assert len(set(keys)) == 3
    assert [secret_key(may_be_insecure=False)(key) for key in keys] == keys
    assert postgresql(made["database_url"])["PASSWORD"] == made["postgres_password"]
    assert made["valkey_password"] in redis_url(made["redis_url"])


def test_it_asks_for_the_mail_server_until_it_is_told(installation: Path) -> None:
    answer = run(installation)
    assert answer.returncode == 1
    assert f"Write the address of your mail server into {FOLDER / EMAIL_URL}" in answer.stderr
    (installation / FOLDER / EMAIL_URL).write_text(f"{MAIL_SERVER}\n")
    assert run(installation).returncode == 0


def test_what_is_there_stays(installation: Path) -> None:
    run(installation)
    made = secrets_of(installation)
    (installation / FOLDER / "secret_key_fallbacks").write_text("an earlier one\n")
    assert run(installation).stdout == ""
    assert secrets_of(installation) == made | {"secret_key_fallbacks": "an earlier one"}


def test_nobody_else_on_the_machine_reads_them_and_every_container_does(
    installation: Path,
) -> None:
    run(installation)
    (installation / FOLDER / EMAIL_URL).touch(mode=0o600)
    run(installation)
    assert stat.S_IMODE((installation / FOLDER).stat().st_mode) == 0o700
    rights = {stat.S_IMODE(file.stat().st_mode) for file in (installation / FOLDER).iterdir()}
    assert rights == {0o644}


def test_values_of_an_earlier_version_are_taken_over(installation: Path) -> None:
    """From `.env`, where they were: what was encrypted and signed with them goes on working."""
    (installation / ".env").write_text(
        "# A comment\nSECRET_KEY=the-key\nRESUME_CODE_KEY=\nAUTHENTICATOR_KEY='another key'\n"
        f"POSTGRES_PASSWORD=old/word\n#VALKEY_PASSWORD=none\nEMAIL_URL={MAIL_SERVER}\n"
    )
    assert run(installation).returncode == 0
    made = secrets_of(installation)
    assert made["secret_key"] == "the-key"
    assert made["authenticator_key"] == "another key"
    assert len(made["resume_code_key"]) > 50
    assert made["postgres_password"] == "old/word"
    assert postgresql(made["database_url"])["PASSWORD"] == "old/word"
    assert len(made["valkey_password"]) > 50
    assert made["email_url"] == MAIL_SERVER


def test_a_key_that_was_changed_does_not_come_back_from_there(installation: Path) -> None:
    (installation / ".env").write_text("SECRET_KEY=the-key\n")
    run(installation)
    (installation / FOLDER / "secret_key").unlink()
    run(installation)
    assert secrets_of(installation)["secret_key"] != "the-key"


def test_no_secret_is_shown(installation: Path) -> None:
    answer = run(installation)
    for value in secrets_of(installation).values():
        assert value not in answer.stdout + answer.stderr


def test_elsewhere_nothing_is_made(tmp_path: Path, installation: Path) -> None:
    (installation / "docker-compose.yml").unlink()
    assert run(installation).returncode == 1
    assert not (tmp_path / FOLDER).exists()
