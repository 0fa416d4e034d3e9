"""Dump, migration and restore, with the commands of docs/operations.md as they stand there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.operations.installation import Installation, installation
from tests.integration.papers.blocks import snippets_in

PAPER = "docs/operations.md"
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "alone")

IN_THE_FIELD = """
from accounts.actions import create_user
from responses.actions import synthesise_responses
from tests.publishing import published
from tests.surveys import larc7_definition, link_to, survey_of

survey = survey_of(published(larc7_definition()), is_demonstration=True)
link_to(survey)
create_user(email="lead@example.org", name="Lee Lead", password="a long enough password")
synthesise_responses(survey=survey, count=40, seed=1)
"""


def commands(first: str) -> str:
    """The block of the paper that begins with this command."""
    (found,) = [
        one.content for one in snippets_in("sh", paper=PAPER) if one.content.startswith(first)
    ]
    return found


BACKUP = commands("docker compose exec -T postgres pg_dump")
RESTORE = commands("sh deploy/restore.sh larc.dump")
UPGRADE = commands("git rev-parse HEAD")
GO_BACK = commands("sh deploy/restore.sh before-upgrade.dump")


def done(here: Installation, script: str) -> None:
    result = here.sh(script)
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="module")
def in_the_field(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a database with a survey in the field."""
    with installation(tmp_path_factory.mktemp("field"), f"rehearsed_{PROCESS}") as made:
        done(made, "docker compose up")
        made.python(IN_THE_FIELD)
        yield made.database


@pytest.fixture
def here(tmp_path: Path, in_the_field: str) -> Iterator[Installation]:
    """An installation with that survey."""
    with installation(tmp_path, f"rehearsal_{PROCESS}", like=in_the_field) as made:
        yield made


def test_an_upgrade_is_taken_back_whatever_it_has_changed(here: Installation) -> None:
    before = here.content()
    done(here, UPGRADE)
    assert here.version == "later"
    assert here.query("SELECT count(*) FROM later_note") == [(1,)]
    done(here, GO_BACK)
    assert here.version == "earlier"
    assert here.content() == before


def test_the_dump_of_an_upgrade_has_all_that_people_answered_before(here: Installation) -> None:
    """Nobody can answer between the dump and the migration."""
    done(here, UPGRADE)
    told = here.did[here.did.index("build") :]
    names = [line.split()[0] if "pg_dump" not in line else "pg_dump" for line in told]
    assert names == ["build", "stop", "pg_dump", "up"]
    assert told[1] == "stop web worker beat"


def test_it_can_be_upgraded_again_afterwards(here: Installation) -> None:
    for script in (UPGRADE, GO_BACK, UPGRADE):
        done(here, script)
    assert here.query("SELECT later FROM fieldwork_survey") == [("new",)]


def test_a_backup_comes_back_with_its_files(here: Installation) -> None:
    (here.exports / "an-export.xlsx").write_bytes(b"rows")
    done(here, BACKUP)
    before = here.content()
    (here.exports / "an-export.xlsx").unlink()
    here.python("from responses.models import Response; Response.objects.all().delete()")
    assert here.content() != before
    done(here, RESTORE)
    assert here.content() == before
    assert (here.exports / "an-export.xlsx").read_bytes() == b"rows"


def test_rules_of_the_database_come_back_as_well(here: Installation) -> None:
    """Such as the trigger that freezes a published version, and no samples for the planner."""
    done(here, BACKUP)
    done(here, RESTORE)
    triggers = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"
    assert here.query(triggers) > [(5,)]
    samples = "SELECT count(*) FROM pg_attribute WHERE attrelid = 'responses_response'::regclass"
    assert here.query(f"{samples} AND attstattarget = 0") == [(3,)]


@pytest.mark.parametrize("content", ["", "not a dump", None])
def test_what_is_no_dump_costs_nothing(here: Installation, content: str | None) -> None:
    before = here.content()
    if content is not None:
        (here.folder / "larc.dump").write_text(content)
    assert here.sh(RESTORE).returncode != 0
    assert here.content() == before
    assert all("pg_restore --list" in line for line in here.did)


def test_a_dump_that_breaks_off_costs_nothing(here: Installation) -> None:
    """The list at its beginning can be read; the rows cannot."""
    done(here, BACKUP)
    dump = here.folder / "larc.dump"
    dump.write_bytes(dump.read_bytes()[:-2000])
    before = here.content()
    assert here.sh(RESTORE).returncode != 0
    assert here.content() == before


def test_an_attempt_that_broke_off_is_in_nobodys_way(here: Installation) -> None:
    done(here, BACKUP)
    before = here.content()
    done(here, "docker compose exec -T postgres createdb larc_restored")
    done(here, RESTORE)
    assert here.content() == before


def test_somebody_who_is_still_connected_is_in_nobodys_way(here: Installation) -> None:
    done(here, BACKUP)
    program = here.programs / "psql"
    done(here, f"{program} {here.database} -c 'SELECT pg_sleep(600)' >/dev/null 2>&1 & {RESTORE}")
