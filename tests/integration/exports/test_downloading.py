"""Fetching the file: the right bytes under a safe name, written down, and kept by no cache."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from django.http import FileResponse
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, User
from accounts.permissions import Role
from exports.actions import run_export
from exports.models import Export
from tests.export_files import workbook_of

pytestmark = pytest.mark.django_db

NewExport = Callable[..., Export]


@pytest.fixture
def made(new_export: NewExport) -> Export:
    export = new_export()
    run_export(export_id=export.pk)
    export.refresh_from_db()
    return export


def address_of(export: Export, format_code: str = "xlsx") -> str:
    return reverse("export_download", args=[export.survey.slug, export.public_id, format_code])


def fetch(client: Client, export: Export) -> tuple[Mapping[str, str], bytes]:
    """Return the headers and the content of a download."""
    answer = client.get(address_of(export))
    assert isinstance(answer, FileResponse)
    content = b"".join(answer)
    return answer.headers, content


@pytest.mark.parametrize("role", [Role.LEAD, Role.RESEARCHER])
def test_the_team_gets_the_file(
    client: Client, team: dict[Role, User], made: Export, role: Role
) -> None:
    client.force_login(team[role])
    headers, content = fetch(client, made)
    assert sha256(content).hexdigest() == workbook_of(made).sha256
    assert int(headers["Content-Length"]) == workbook_of(made).size
    assert "spreadsheetml" in headers["Content-Type"]


def test_its_name_says_what_it_is(client: Client, lead: User, made: Export) -> None:
    client.force_login(lead)
    headers, _content = fetch(client, made)
    name = f"round-one-dataset-{workbook_of(made).sha256[:8]}.xlsx"
    assert headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_an_interim_file_says_so_in_its_name(made: Export) -> None:
    file = workbook_of(made)
    file.export.is_interim = True
    assert file.download_name.startswith("round-one-INTERIM-dataset-")


def test_no_cache_keeps_it(client: Client, lead: User, made: Export) -> None:
    client.force_login(lead)
    headers, _content = fetch(client, made)
    assert {"no-store", "private"} <= set(headers["Cache-Control"].split(", "))


def test_each_download_is_written_down(client: Client, lead: User, made: Export) -> None:
    client.force_login(lead)
    fetch(client, made)
    event = AuditEvent.objects.get(action="export.downloaded")
    assert (event.actor, event.subject) == (lead, f"export:{made.public_id}")
    assert event.detail == {
        "survey": "round-one",
        "format": "xlsx",
        "sha256": workbook_of(made).sha256,
    }


def test_coordinators_get_nothing(client: Client, team: dict[Role, User], made: Export) -> None:
    client.force_login(team[Role.COORDINATOR])
    assert client.get(address_of(made)).status_code == 404
    assert not AuditEvent.objects.filter(action="export.downloaded").exists()


def test_an_export_that_is_not_finished_has_nothing_to_download(
    client: Client, lead: User, new_export: NewExport
) -> None:
    client.force_login(lead)
    assert client.get(address_of(new_export())).status_code == 404


def test_a_file_that_is_gone_is_explained(client: Client, lead: User, made: Export) -> None:
    Path(workbook_of(made).file.path).unlink()
    client.force_login(lead)
    answer = client.get(address_of(made))
    assert answer.status_code == 410
    assert "The answers are safe" in answer.content.decode()
    assert not AuditEvent.objects.filter(action="export.downloaded").exists()
