"""The screens on which a survey is set up, in a language that nobody speaks."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from fieldwork.actions import add_areas, read_headcounts
from fieldwork.models import HeadcountUpload, LocalAuthority, Survey
from fieldwork.views.words import FORMS
from tests.authorities import stored_authorities
from tests.integration.languages.conftest import Team
from tests.pseudo import BRACKETED
from tests.wording import Reader, RenderedTemplates, assert_all_templates_were_read

TODAY = timezone.localdate()
SOURCE = {"source": "Grebe", "counted_on": TODAY}


def address(survey: Survey, name: str, *more: object) -> str:
    return reverse(name, args=[survey.slug, *more])


def test_the_screens_of_the_set_up(reader: Reader, team: Team, survey: Survey) -> None:
    stored_authorities()
    lead = team[Role.LEAD]
    reader.force_login(lead)
    with RenderedTemplates() as rendered:
        start(reader, survey)
        draft = Survey.objects.get(slug="gosling")
        reader.data |= {"gosling"}
        say_everything(reader, draft)
        choose_areas(reader, draft, lead)
        hand_out_links(reader, draft)
        count_people(reader, draft)
        upload_headcounts(reader, draft)
        invite_people(reader, draft)
        live(reader, survey, draft)
    reader.assert_all_is_translated()
    assert_all_templates_were_read("fieldwork", rendered)


def start(reader: Reader, survey: Survey) -> None:
    page = reverse("new_survey")
    reader.get(page)
    reader.post(page, {"title": "愛", "slug": survey.slug})
    reader.data |= {"愛"}
    reader.post(page, {"title": "Gosling", "basis": f"survey:{survey.slug}"}, follow=True)
    Survey.objects.filter(slug="gosling").update(contact="", organisation="", support_text="")


def say_everything(reader: Reader, draft: Survey) -> None:
    for part in FORMS:
        reader.get(address(draft, f"setup_{part}"))
        reader.post(address(draft, f"setup_{part}"), {"title": "", "closes_on": "Gull"})
    reader.data |= {"Gull"}
    reader.get(address(draft, "setup_translation", BRACKETED))
    reader.post(address(draft, "setup_translation", BRACKETED), {"title": ""})


def choose_areas(reader: Reader, draft: Survey, lead: User) -> None:
    page = address(draft, "setup_areas")
    reader.get(page, {"q": "Goldcrest"})
    reader.data |= {"Goldcrest", "Leeds", "E08000035", "Cumbria", "Sefton", "Westmorland"}
    reader.post(page, {"paste": "1", "names": ""})
    names = ["Cumbria", "Bournemouth", "Oxford", "Cardiff", "Kingston", "Middlesborough", "Ganet"]
    names += ["E08000014 St Helens", "E10000006", "E99999999", "E08000014 E08000015", "Council"]
    reader.data |= {*names, "E10000006", "E99999999"}
    reader.post(page, {"paste": "1", "names": "\n".join(names)})
    found = LocalAuthority.objects.filter(name__in=["Leeds", "York"])
    Survey.objects.filter(pk=draft.pk).update(is_demonstration=False)
    reader.post(page, {"tick": "some", "authority": [one.pk for one in found]}, follow=True)
    taken = draft.areas.get(local_authority__name="York")
    reader.post(address(draft, "setup_area_removal", taken.pk), follow=True)
    add_areas(actor=lead, survey=draft, local_authorities=[taken.local_authority])


def hand_out_links(reader: Reader, draft: Survey) -> None:
    reader.post(address(draft, "setup_links"), {"channel": ""})
    area = draft.areas.all()[0]
    fields = {"area": area.pk, "channel": "Gadwall"}
    reader.post(address(draft, "setup_links"), fields, follow=True)
    link = area.links.all()[0]
    reader.get(address(draft, "setup_link", link.pk))
    reader.post(address(draft, "setup_link", link.pk), {"channel": ""})
    for use in ("under_way", "cut_off"):
        fields = {"channel": "Garganey", "use": use}
        reader.post(address(draft, "setup_link", link.pk), fields, follow=True)


def count_people(reader: Reader, draft: Survey) -> None:
    reader.get(address(draft, "setup_headcounts"))
    reader.post(address(draft, "setup_headcounts"), {"without_headcounts": "Grouse"}, follow=True)
    page = address(draft, "setup_headcount_grid")
    reader.get(page)
    box = f"n-{draft.areas.all()[0].pk}-area"
    tomorrow = TODAY + timedelta(days=1)
    reader.data |= {"<5"}
    reader.post(page, {box: "<5", "counted_on": tomorrow})
    for number in ("5", "5"):
        reader.post(page, {box: number, **SOURCE}, follow=True)


def upload_headcounts(reader: Reader, draft: Survey) -> None:
    page = address(draft, "setup_headcount_upload")
    reader.get(page)
    reader.post(page, {})
    # Names of files and what stands in them are the council's.
    reader.data |= {"goose.csv", "Area", "People", "Leeds", "York", "B3", "B2", "n/a", "Goosander"}
    for text in ("Area,People\nLeeds,c.20", "People\n5", "Area,People\nLeeds,5\nYork,n/a"):
        reader.post(page, {"file": SimpleUploadedFile("goose.csv", text.encode())})
        upload = HeadcountUpload.objects.all()[0]
        file = address(draft, "setup_headcount_file", upload.public_id)
        reader.get(file)
        read_headcounts(upload_id=upload.pk)
        reader.data |= {"c.20"}
        reader.get(file)
        reader.post(file, {})
    reader.post(file, SOURCE, follow=True)
    reader.get(file)


def invite_people(reader: Reader, draft: Survey) -> None:
    team, coordinators = (address(draft, f"setup_{one}") for one in ("team", "coordinators"))
    reader.get(team)
    reader.post(team, {})
    person = {"name": "Grackle", "email": "grackle@example.org", "role": "researcher"}
    reader.post(team, person, follow=True)
    reader.get(coordinators)
    lines = ["Gnu", "Gnu gnu@example.org, York", "Gnu, gnu@example.org, Bath", "gnu@example.org"]
    lines += ["Gnu, gnu@example.org, Derby", "Gnu, gnu@x, York", "Gnu, gnu@example.org"]
    reader.data |= {*lines, "gnu@example.org", "gnu@x", "Bath", "Derby"}
    reader.post(coordinators, {"people": "\n".join(lines)})
    lines = ["Name, e-mail, area", *["Gnu, gnu@example.org, York"] * 2]
    reader.post(coordinators, {"people": "\n".join(lines)}, follow=True)
    for member in draft.memberships.all():
        page = address(draft, "setup_member", member.pk)
        reader.get(page)
        for button in ("change", "again", "remove"):
            reader.post(page, {button: "1"}, follow=True)


def live(reader: Reader, survey: Survey, draft: Survey) -> None:
    """Look at each state, each act, what cannot be done, and what the trail says of it all."""
    reader.get(reverse("surveys"))
    reader.get(address(draft, "setup"))
    reader.post(address(draft, "setup"), follow=True)
    reader.post(address(survey, "setup"), follow=True)
    for opens, closes in ((1, 30), (-30, 30), (-30, -9)):
        days = {"opens_on": TODAY + timedelta(days=opens), "closes_on": TODAY + timedelta(closes)}
        Survey.objects.filter(pk=survey.pk).update(**days)
        reader.get(address(survey, "setup"))
        reader.get(address(survey, "setup_dates"), follow=True)
        for code in ("take-back", "extend", "close-early", "reopen", "archive", "bring-back"):
            page = address(survey, "survey_act", code)
            reader.get(page, follow=True)
            if code in ("extend", "close-early", "reopen"):
                reader.post(page, {"last_day": "", "reason": ""}, follow=True)
    trail = reverse("survey_trail", args=[draft.slug])
    for sought in ({}, {"text": "Nobody"}, {"from_day": "Gull"}, {"text": "Gosling"}):
        reader.get(trail, sought)
    reader.data |= {"Nobody"}
    for code in ("archive", "bring-back"):
        reader.post(address(survey, "survey_act", code), follow=True)
