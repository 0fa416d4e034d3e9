"""Headcounts come in as files: read by a job, shown, asked about, confirmed or refused whole."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from accounts.models import AuditEvent, User
from fieldwork.actions import (
    NotReady,
    add_areas,
    load_headcounts,
    open_survey,
    read_headcounts,
    sweep_headcounts,
)
from fieldwork.headcounts import groups_of, headcounts_of
from fieldwork.models import HeadcountReturn, HeadcountUpload, Survey
from tests.authorities import authorities

pytestmark = pytest.mark.django_db

SHORT = "Area,Education,Health\n"
SOURCE = {"source": "A return of the council"}


@pytest.fixture
def survey(draft: Survey, lead: User) -> Survey:
    add_areas(actor=lead, survey=draft, local_authorities=authorities("Leeds", "York", "Derby"))
    return draft


def sent(pages: Client, survey: Survey, text: str | bytes, name: str = "a.csv") -> HeadcountUpload:
    """Upload a file and have it read; return what became of it."""
    data = text if isinstance(text, bytes) else text.encode()
    address = reverse("setup_headcount_upload", args=[survey.slug])
    pages.post(address, {"file": SimpleUploadedFile(name, data)})
    upload = HeadcountUpload.objects.all()[0]
    read_headcounts(upload_id=upload.pk)
    upload.refresh_from_db()
    return upload


def page_of(upload: HeadcountUpload) -> str:
    return reverse("setup_headcount_file", args=[upload.survey.slug, upload.public_id])


def known(survey: Survey) -> dict[str, dict[str, int | None]]:
    """What is known by area, groups without number left out."""
    names = {area.pk: str(area) for area in survey.areas.all()}
    return {
        names[area]: {group: number for group, number in asked.items() if number is not None}
        for area, asked in headcounts_of(survey).items()
    }


def test_what_was_read_is_shown_and_then_loaded(pages: Client, survey: Survey, lead: User) -> None:
    upload = sent(pages, survey, SHORT + "Leeds City Council,1204,0\nYork,n/a,30\n")
    assert (upload.status, upload.data) == ("read", None), "the file is gone"
    page = pages.get(page_of(upload)).content.decode()
    assert "1204" in page
    assert "York: Education" in page, "what has no number is said"
    assert known(survey) == {}, "and nothing is loaded before the lead says so"
    fields = {**SOURCE, "counted_on": timezone.localdate()}
    page = pages.post(page_of(upload), fields, follow=True).content.decode()
    assert "The numbers are loaded." in page
    assert known(survey) == {"Leeds": {"education": 1204, "health": 0}, "York": {"health": 30}}
    entered = HeadcountReturn.objects.get()
    assert (entered.source, entered.entered_by) == (SOURCE["source"], lead)
    assert AuditEvent.objects.filter(action="headcounts.entered").count() == 1


def test_a_second_file_replaces_the_areas_that_it_names(pages: Client, survey: Survey) -> None:
    for text in ("Leeds,10,20\nYork,1,2\n", "Leeds,11,\n"):
        upload = sent(pages, survey, SHORT + text)
        page = pages.get(page_of(upload)).content.decode()
        pages.post(page_of(upload), {**SOURCE, "counted_on": timezone.localdate()})
    assert "replaces what was known" in page
    assert known(survey) == {
        "Leeds": {"education": 11},
        "York": {"education": 1, "health": 2},
    }
    assert HeadcountReturn.objects.count() == 2, "what was entered before is kept"


def test_one_wrong_cell_refuses_the_whole_file(pages: Client, survey: Survey) -> None:
    upload = sent(pages, survey, SHORT + "Leeds,c.20,5\nYork,10,<5\nLuton,1,2\n")
    assert (upload.status, upload.data) == ("refused", None)
    page = pages.get(page_of(upload)).content.decode()
    for words in ("“c.20” is not a whole number", "“&lt;5”", "Luton is no area of this survey"):
        assert words in page
    pages.post(page_of(upload), {**SOURCE, "counted_on": timezone.localdate()})
    assert known(survey) == {}


def test_a_file_of_one_council_asks_for_its_area(pages: Client, survey: Survey) -> None:
    upload = sent(pages, survey, "Education,Health\n10,20\n")
    assert upload.asks
    assert "Of which area are these numbers?" in pages.get(page_of(upload)).content.decode()
    derby = survey.areas.get(local_authority__name="Derby")
    pages.post(page_of(upload), {"area": derby.pk})
    read_headcounts(upload_id=upload.pk)
    upload.refresh_from_db()
    assert (upload.status, upload.data) == ("read", None)
    pages.post(page_of(upload), {**SOURCE, "counted_on": timezone.localdate()})
    assert known(survey) == {"Derby": {"education": 10, "health": 20}}


def test_two_sheets_with_numbers_ask_which_counts(pages: Client, survey: Survey) -> None:
    book = Workbook()
    for name, number in (("2025", 1), ("2026", 2)):
        sheet = book.create_sheet(name)
        sheet.append(["Area", "Education"])
        sheet.append(["Leeds", number])
    book.remove(book.worksheets[0])
    data = BytesIO()
    book.save(data)
    upload = sent(pages, survey, data.getvalue(), "both.xlsx")
    assert upload.asks
    pages.post(page_of(upload), {"sheet": "2026"})
    read_headcounts(upload_id=upload.pk)
    upload.refresh_from_db()
    pages.post(page_of(upload), {**SOURCE, "counted_on": timezone.localdate()})
    assert known(survey) == {"Leeds": {"education": 2}}


def test_the_template_comes_back_as_it_was_filled_in(pages: Client, survey: Survey) -> None:
    reply = pages.get(reverse("setup_headcount_template", args=[survey.slug]))
    book = load_workbook(BytesIO(reply.content))
    sheet = book.worksheets[0]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["Derby", "Leeds", "York"]
    for row in range(2, 5):
        for column in range(3, 10):
            sheet.cell(row, column).value = row * column
    data = BytesIO()
    book.save(data)
    upload = sent(pages, survey, data.getvalue(), "filled.xlsx")
    assert upload.status == "read"
    leeds = survey.areas.get(local_authority__name="Leeds")
    read = upload.reading["headcounts"][str(leeds.pk)]
    assert [read[group] for group in groups_of(survey)] == [9, 12, 15, 18, 21, 24, 27]


def test_an_empty_template_loads_nothing(pages: Client, survey: Survey) -> None:
    reply = pages.get(reverse("setup_headcount_template", args=[survey.slug]))
    upload = sent(pages, survey, reply.content, "empty.xlsx")
    assert upload.status == "refused"
    assert pages.get(page_of(upload)).status_code == 200


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("a.xlsx", b"PK\x03\x04 cut off"),
        ("a.csv", b""),
        ("a.csv", b"Area,Education\nLeeds\0,1\n"),
        ("a.pdf", b"%PDF-1.7"),
        ("😀.csv", "Gemeinde;Bildung\n\ufdd0;1\n".encode()),
    ],
)
def test_whatever_is_sent_is_answered(
    pages: Client, survey: Survey, name: str, data: bytes
) -> None:
    upload = sent(pages, survey, data, name)
    assert upload.status == "refused"
    assert "What is wrong" in pages.get(page_of(upload)).content.decode()


def test_a_file_that_stops_the_worker_is_given_up(pages: Client, survey: Survey) -> None:
    address = reverse("setup_headcount_upload", args=[survey.slug])
    pages.post(address, {"file": SimpleUploadedFile("a.csv", SHORT.encode())})
    HeadcountUpload.objects.update(attempts=3)
    upload = HeadcountUpload.objects.get()
    assert read_headcounts(upload_id=upload.pk)
    assert "reading it stopped the platform" in pages.get(page_of(upload)).content.decode()
    assert not read_headcounts(upload_id=upload.pk), "a message that comes twice does nothing"


def test_what_nobody_read_is_sent_again_and_old_files_go(pages: Client, survey: Survey) -> None:
    address = reverse("setup_headcount_upload", args=[survey.slug])
    pages.post(address, {"file": SimpleUploadedFile("a.csv", SHORT.encode())})
    assert sweep_headcounts() == 0
    long_ago = timezone.now() - timedelta(minutes=2)
    HeadcountUpload.objects.update(queued_at=long_ago)
    assert sweep_headcounts() == 1
    HeadcountUpload.objects.update(uploaded_at=timezone.now() - timedelta(days=8))
    sweep_headcounts()
    assert not HeadcountUpload.objects.exists()


def test_it_is_loaded_once(pages: Client, survey: Survey, lead: User) -> None:
    upload = sent(pages, survey, SHORT + "Leeds,1,2\n")
    day = timezone.localdate()
    load_headcounts(actor=lead, upload=upload, source="One", counted_on=day)
    with pytest.raises(NotReady):
        load_headcounts(actor=lead, upload=upload, source="Two", counted_on=day)
    assert HeadcountReturn.objects.count() == 1


def test_numbers_after_the_opening_change_no_cell_of_coordinators(
    pages: Client, complete: Survey, lead: User
) -> None:
    open_survey(actor=lead, survey=complete)
    before = list(complete.areas.values_list("partition", flat=True))
    upload = sent(pages, complete, SHORT + "Leeds,1000,2000\n")
    load_headcounts(actor=lead, upload=upload, source="Late", counted_on=timezone.localdate())
    assert list(complete.areas.values_list("partition", flat=True)) == before
