"""The trail of a survey in a language that nobody speaks."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import AuditEvent
from accounts.permissions import Role
from accounts.wording import IN_SURVEYS
from fieldwork.models import Survey
from fieldwork.views.trail import PAGE
from tests.integration.languages.conftest import Team
from tests.wording import Reader, RenderedTemplates


def test_the_trail_of_a_survey(reader: Reader, team: Team, survey: Survey) -> None:
    actions = [code for kind in IN_SURVEYS for code in kind.actions]
    AuditEvent.objects.bulk_create(
        AuditEvent(
            action=actions[number % len(actions)],
            subject=f"survey:{survey.slug}",
            name=survey.title,
            origin=("", "job", "shell")[number % 3],
            detail={"closes_on": [None, "2030-05-01"], "stage": "draft", "responses": 3},
        )
        for number in range(3 * PAGE)
    )
    page = reverse("survey_trail", args=[survey.slug])
    reader.data |= {one.name_and_address for one in team.values()}
    with RenderedTemplates() as rendered:
        reader.force_login(team[Role.LEAD])
        for chosen in ({}, {"page": 2}, {"what": "people"}, {"text": "zebra"}, {"to_day": "?"}):
            reader.data |= set(chosen.values()) - {2}
            reader.get(page, chosen)
        Survey.objects.update(slug="empty")
        reader.get(reverse("survey_trail", args=["empty"]))
    reader.assert_all_is_translated()
    assert {"fieldwork/trail.html", "fieldwork/trail_events.html"} <= rendered.names
