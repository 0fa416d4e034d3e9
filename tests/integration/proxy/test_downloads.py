"""Files of exports leave by the proxy, for those to whom the platform hands them out."""

from __future__ import annotations

import pytest

from accounts.models import AuditEvent
from tests.export_files import workbook_of
from tests.integration.proxy.conftest import FILE, Door, Field, cookies_of
from tests.markup import title_of


def downloads() -> int:
    return AuditEvent.objects.filter(action="export.downloaded").count()


def test_a_file_arrives_whole_with_the_words_of_the_platform(door: Door, field: Field) -> None:
    reply, content = door.ask(field.download, Cookie=cookies_of(field.lead))
    assert (reply.status, content == FILE) == (200, True)
    headers = reply.headers
    assert headers["Content-Length"] == str(len(FILE))
    assert "spreadsheetml" in headers["Content-Type"]
    assert headers["Content-Disposition"].startswith("attachment; filename=")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in headers["Cache-Control"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_where_it_lies_is_told_to_nobody(door: Door, field: Field) -> None:
    reply, _content = door.ask(field.download, Cookie=cookies_of(field.lead))
    assert "X-Accel-Redirect" not in reply.headers
    assert workbook_of(field.export).file.name not in str(reply.headers)


def test_each_download_is_one_row_of_the_trail(door: Door, field: Field) -> None:
    door.ask(field.download, Cookie=cookies_of(field.lead))
    assert downloads() == 1


def test_a_part_of_it_can_be_asked_for(door: Door, field: Field) -> None:
    reply, content = door.ask(field.download, Cookie=cookies_of(field.lead), Range="bytes=5-11")
    assert (reply.status, content) == (206, FILE[5:12])


@pytest.mark.parametrize("who", ["nobody", "stranger"])
def test_others_get_what_they_get_of_any_page(door: Door, field: Field, who: str) -> None:
    cookies = cookies_of(field.stranger) if who == "stranger" else ""
    reply, content = door.ask(field.download, Cookie=cookies)
    assert reply.status == {"nobody": 302, "stranger": 404}[who]
    assert FILE[:20] not in content
    assert downloads() == 0


def test_no_address_and_no_header_of_a_visitor_leads_to_a_file(door: Door, field: Field) -> None:
    name = "/" + workbook_of(field.export).file.name.replace(" ", "%20")
    for path in (name, f"/exports{name}", f"/srv/exports{name}", f"/static/..{name}"):
        for headers in ({}, {"X_Accel_Redirect": name}, {"X_Sendfile": name}):
            reply, content = door.ask(path, **headers)
            assert reply.status in (400, 404)
            assert FILE[:20] not in content


def test_a_file_that_is_gone_is_told_by_the_platform(door: Door, field: Field) -> None:
    (door.exports / workbook_of(field.export).file.name).unlink()
    reply, content = door.ask(field.download, Cookie=cookies_of(field.lead))
    assert reply.status == 410
    assert title_of(content.decode()).endswith("LARC Survey")
    assert downloads() == 0
