"""The screens of questionnaires in a language that nobody speaks."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.permissions import Role
from authoring.actions import check_upload
from authoring.models import Upload
from fieldwork.models import Survey
from questionnaires.core import yaml_format
from questionnaires.core.base_rules import asked_of
from questionnaires.models import Version
from questionnaires.selectors import instrument_of
from tests.everything import EVERYTHING
from tests.integration.languages.conftest import Team
from tests.pseudo import BRACKETED
from tests.wording import Reader, RenderedTemplates, assert_all_templates_were_read

DRAFT = yaml_format.dump(EVERYTHING.model_copy(update={"slug": "drake"}))


def test_the_screens_of_questionnaires(reader: Reader, team: Team, survey: Survey) -> None:
    with RenderedTemplates() as rendered:
        reader.force_login(team[Role.LEAD])
        reader.get(reverse("questionnaires"))
        reader.post(reverse("questionnaire_upload"), {})
        upload_and_load(reader, DRAFT.replace("type: single", "type: dove", 1))
        for _draft in range(2):
            upload_and_load(reader, DRAFT)
        reader.get(reverse("questionnaire_version", args=["drake", 1]))
        reader.get(reverse("questionnaires"))
        look_through(reader, survey.version)
        reader.post(reverse("questionnaire_version", args=["drake", 1]), follow=True)
    reader.assert_all_is_translated()
    assert_all_templates_were_read("authoring", rendered)


def upload_and_load(reader: Reader, text: str) -> None:
    file = SimpleUploadedFile("drake.yaml", text.encode())
    page = reader.post(reverse("questionnaire_upload"), {"definition": file}).headers["Location"]
    reader.get(page)
    upload = Upload.objects.all()[0]
    check_upload(upload_id=upload.pk)
    upload.refresh_from_db()
    # What the checker says to authors is English, wherever it is read.
    for finding in upload.findings:
        reader.data |= {finding["reason"], f"line {finding['line']}: warning"}
    reader.get(page)
    reader.post(page, follow=True)
    reader.get(page)


def look_through(reader: Reader, version: Version) -> None:
    """Open every page of a preview, and go through it to its end."""
    address = reverse("questionnaire_preview", args=[version.questionnaire.slug, version.number])
    instrument = instrument_of(version.pk, BRACKETED)
    for code, page in instrument.pages.items():
        parts = (instrument.section_of[code], page)
        # As codebooks say it.
        reader.data |= {asked_of(instrument, *parts, *ask) for ask in [(), *zip(page.questions)]}
        reader.get(address, {"page": code, "language": BRACKETED})
    reader.get(address, {"language": BRACKETED})
    sent = {"page": list(instrument.pages)[-1], "language": BRACKETED}
    reader.post(address, sent)
