"""A lead uploads files, reads what is found in them, and loads them as a draft."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.actions import create_user
from accounts.models import AuditEvent, User
from authoring.actions import (
    KEPT_FOR,
    MAX_ATTEMPTS,
    TAKEN_UP_AFTER,
    NotLoadable,
    check_upload,
    load_upload,
    sweep_uploads,
)
from authoring.models import Upload, UploadFile
from questionnaires.core import yaml_format
from questionnaires.core.translation_update import dump
from questionnaires.models import Version
from questionnaires.selectors import definition_of, translations_of
from tests.builders import definition_of_questions, question
from tests.integration.authoring.conftest import UPLOAD, Send, as_file, checked, page_of
from tests.markup import parse
from tests.publishing import published
from tests.translations import pseudo_translation
from tests.visits import VISITS

TEA = definition_of_questions(question("tea"), slug="tea", title="Tea")
DOUBTFUL = definition_of_questions(question("tea", release=None), slug="tea", title="Tea")


def words(pages: Client, path: str) -> str:
    return parse(pages.get(path).content.decode()).text


def test_a_sound_file_is_loaded_as_a_draft(pages: Client, send: Send, lead: User) -> None:
    reply = send("tea.yaml", as_file(TEA))
    assert reply.headers["Location"] == page_of(Upload.objects.get())
    upload = checked()
    assert "There are no errors." in words(pages, page_of(upload))
    assert not Version.objects.filter(questionnaire__slug="tea").exists()
    reply = pages.post(page_of(upload))
    version = Version.objects.get(questionnaire__slug="tea")
    assert reply.headers["Location"] == reverse("questionnaire_version", args=["tea", 1])
    assert (version.status, definition_of(version)) == ("draft", TEA)
    event = AuditEvent.objects.get(action="questionnaire.loaded", subject="questionnaire:tea")
    assert (event.actor, event.detail) == (lead, {"version": 1})


def test_its_translations_come_with_it(pages: Client, send: Send, settings: Settings) -> None:
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
    welsh = pseudo_translation(TEA)
    send("tea.yaml", as_file(TEA), "te.cy.po", dump(TEA, "cy", welsh))
    pages.post(page_of(checked()))
    version = Version.objects.get(questionnaire__slug="tea")
    assert translations_of(version) == {"cy": welsh}
    assert "English, Cymraeg" in words(pages, reverse("questionnaire_version", args=["tea", 1]))


def test_everything_that_is_wrong_is_told_with_its_line(pages: Client, send: Send) -> None:
    text = as_file(TEA).replace("type: single", "type: singel").replace("slug: tea", "slug: Tea")
    line = text.split("\n").index("      type: singel") + 1
    send("tea.yaml", text)
    page = words(pages, page_of(checked()))
    assert "The files cannot be loaded: mend the errors and upload them again." in page
    assert "tea.yaml:1 slug must be small letters" in page
    assert f"tea.yaml:{line} type must be one of" in page
    assert "Load as a draft" not in page


def test_errors_in_a_translation_name_its_file(
    pages: Client, send: Send, settings: Settings
) -> None:
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
    send("tea.yaml", as_file(TEA), "tea.cy.po", "no PO file", "tea.xx.po", "")
    files = {finding["file"] for finding in checked().findings}
    assert files == {"tea.cy.po", "tea.xx.po"}


def test_what_an_earlier_version_published_is_looked_at(pages: Client, send: Send) -> None:
    send("visits.yaml", as_file(VISITS).replace("value: 1", "value: 7", 1))
    upload = checked()
    assert [one["is_error"] for one in upload.findings] == [True]
    assert "was published with the value 1" in words(pages, page_of(upload))


def test_warnings_do_not_stop_anything(pages: Client, send: Send) -> None:
    send("tea.yaml", as_file(DOUBTFUL))
    page = words(pages, page_of(checked()))
    assert "Warnings: is this meant?" in page
    assert "no dataset will hold it" in page
    assert "Load as a draft" in page


def test_the_draft_that_it_takes_the_place_of_is_named_with_its_author(
    pages: Client, send: Send
) -> None:
    send("tea.yaml", as_file(TEA))
    pages.post(page_of(checked()))
    send("tea.yaml", as_file(DOUBTFUL))
    page = words(pages, page_of(checked()))
    assert "This takes the place of the draft tea 1, which cannot be brought back." in page
    assert "by Leader" in page


def test_files_that_say_what_is_published_change_nothing(pages: Client, send: Send) -> None:
    send("visits.yaml", as_file(VISITS))
    reply = pages.post(page_of(checked()), follow=True)
    assert "Nothing was changed." in parse(reply.content.decode()).text
    assert Version.objects.count() == 1


def test_files_are_not_kept_once_they_are_loaded(pages: Client, send: Send) -> None:
    send("tea.yaml", as_file(TEA))
    upload = checked()
    for _press in range(2):
        assert pages.post(page_of(upload)).status_code == 302
    assert not UploadFile.objects.exists()
    assert Version.objects.filter(questionnaire__slug="tea").count() == 1


def test_errors_that_came_up_since_are_told_in_place_of_loading(
    pages: Client, send: Send, lead: User
) -> None:
    """Somebody has published a version meanwhile that the files do not go on from."""
    send("tea.yaml", as_file(TEA))
    upload = checked()
    published(definition_of_questions(question("tea", "text"), slug="tea"))
    with pytest.raises(NotLoadable):
        load_upload(actor=lead, upload=upload)
    assert "was published as text" in words(pages, page_of(upload))


# What is no questionnaire


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("tea.docx", b"PK\x03\x04", "The name of a definition file ends with .yaml"),
        ("", b"", "Choose the definition file of the questionnaire"),
    ],
)
def test_another_kind_of_file_is_refused_at_once(
    pages: Client, send: Send, name: str, data: bytes, said: str
) -> None:
    reply = send(name, data) if name else pages.post(UPLOAD, {})
    assert said in parse(reply.content.decode()).text
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"\xff\xfeslug", "this is not a text file in UTF-8"),
        (b"slug: a\x00b", ""),
        (("🙂" * 10_000).encode(), "must be a group of fields"),
        (b"[" * 5000, ""),
        (b"a: &a [x]\n" + b"b: [" + b"*a," * 60_000 + b"]", ""),
    ],
    ids=["nothing", "UTF-16", "null", "emoji", "nested", "repeated"],
)
def test_what_is_no_definition_is_explained(
    pages: Client, send: Send, data: bytes, said: str
) -> None:
    send("tea.yaml", data)
    upload = checked()
    assert upload.status == Upload.Status.REFUSED
    assert upload.findings[0]["reason"]
    assert said in words(pages, page_of(upload))


@pytest.mark.parametrize("character", ["\\0", "\\ud800", "\\ue000", "\\u2028", "\\ufeff"])
@pytest.mark.parametrize("field", ["slug", "title", "type", "code", "text"])
def test_what_no_database_stores_is_quoted_without_it(
    send: Send, field: str, character: str
) -> None:
    """As an escape in a text, or in the name of a field."""
    for changed in (f'{field}: "x{character}y"', f'"{field}{character}": x'):
        before = re.findall(rf"\b{field}: .*", as_file(TEA))[0]
        send("tea.yaml", as_file(TEA).replace(before, changed, 1))
        assert checked().status in (Upload.Status.REFUSED, Upload.Status.SOUND)


@pytest.mark.parametrize(
    "name", ["te\x00a.yaml", "<b>.yaml", "../../tea.yaml", "té 🙂.yaml", "a\nb.yaml"]
)
def test_a_file_may_have_any_name(pages: Client, send: Send, name: str) -> None:
    send(name, as_file(DOUBTFUL))
    assert "Load as a draft" in words(pages, page_of(checked()))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["welsh.po"], "The name of a translation ends with its language and .po"),
        (["a.cy.po", "b.CY.po"], "Two files are translations into cy"),
        ([f"a.{'l' * 60}.po"], "The name of a translation ends with its language and .po"),
        ([f"a.{code}.po" for code in ("cy", "de", "fr", "it", "pl")], "Upload at most 4"),
    ],
)
def test_a_translation_without_a_language_of_its_own_is_refused(
    send: Send, names: list[str], said: str
) -> None:
    more = [part for name in names for part in (name, "x")]
    reply = send("tea.yaml", as_file(TEA), *more)
    assert said in parse(reply.content.decode()).text
    assert not Upload.objects.exists()


def test_more_than_fits_is_refused_before_it_is_read(send: Send) -> None:
    assert send("tea.yaml", b"#" * (2**20 + 1)).status_code == 413
    assert not Upload.objects.exists()


# Who, and when the worker is away


def test_an_upload_is_its_owners_alone(pages: Client, send: Send, client: Client) -> None:
    send("tea.yaml", as_file(TEA))
    path = page_of(checked())
    client.force_login(create_user(email="a@example.org", name="A", is_superuser=True))
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404
    assert not Version.objects.filter(questionnaire__slug="tea").exists()


def test_while_it_is_checked_the_page_says_so_and_loads_nothing(pages: Client, send: Send) -> None:
    send("tea.yaml", as_file(TEA))
    path = page_of(Upload.objects.get())
    page = parse(pages.get(path).content.decode())
    assert "Being checked" in page.text
    assert page.one(**{"data-poll-url": f"{path}progress/"})
    assert pages.get(f"{path}progress/").json() == {"finished": False, "status": "Being checked"}
    assert pages.post(path).headers["Location"] == path
    checked()
    assert pages.get(f"{path}progress/").json()["finished"] is True


def test_a_check_that_is_asked_for_twice_is_made_once(send: Send) -> None:
    send("tea.yaml", as_file(TEA))
    upload = checked()
    assert not check_upload(upload_id=upload.pk)
    assert not check_upload(upload_id=upload.pk + 1)


def test_what_nobody_has_checked_is_sent_again(send: Send) -> None:
    send("tea.yaml", as_file(TEA))
    assert sweep_uploads() == 0
    Upload.objects.update(uploaded_at=timezone.now() - TAKEN_UP_AFTER - timedelta(seconds=1))
    assert sweep_uploads() == 1
    checked()
    assert sweep_uploads() == 0


def test_a_file_that_brings_the_worker_down_is_given_up(pages: Client, send: Send) -> None:
    send("tea.yaml", as_file(TEA))
    Upload.objects.update(attempts=MAX_ATTEMPTS)
    upload = checked()
    assert upload.status == Upload.Status.REFUSED
    assert "tell the people who run it" in words(pages, page_of(upload))


def test_what_is_old_is_thrown_away(send: Send) -> None:
    send("tea.yaml", as_file(TEA))
    Upload.objects.update(uploaded_at=timezone.now() - KEPT_FOR - timedelta(minutes=1))
    sweep_uploads()
    assert not UploadFile.objects.exists()


def test_what_was_loaded_and_is_dumped_loads_again(pages: Client, send: Send) -> None:
    send("tea.yaml", as_file(TEA))
    pages.post(page_of(checked()))
    reply = pages.get(reverse("questionnaire_definition", args=["tea", 1]))
    assert yaml_format.parse(reply.content.decode(), file="tea.yaml") == TEA
    assert reply.headers["Content-Disposition"] == 'attachment; filename="tea-1.yaml"'
