"""Python in papers does what they say: on a workbook that was exported, in the settings."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from django.utils import timezone

from accounts.actions import create_user
from exports.models import Export
from responses.models import Response
from tests.builders import all_of, definition_of_pages, options, page, question
from tests.integration.exports.surveys import survey_of
from tests.integration.exports.workbooks import Made
from tests.integration.papers.blocks import Snippet, snippets_in
from tests.publishing import published

pytestmark = pytest.mark.django_db

QUESTIONS = definition_of_pages(
    page("share", question("share", choices=options("none", "some"))),
    page(
        "more",
        question("more", "number"),
        **all_of({"question": "share", "any_of": ["some"]}),
    ),
)


def exported() -> bytes:
    """Return the workbook of two responses: "None", and a question that was left blank."""
    survey = survey_of(published(QUESTIONS), "papers", closes_on=timezone.localdate())
    area = survey.areas.all()[0]
    for code in ("none", "some"):
        Response.objects.create(
            area=area,
            link=area.links.get(),
            version=survey.version,
            answers={"share": {"choice": code}},
            status=Response.Status.SUBMITTED,
            submitted_on=survey.closes_on,
        )
    user = create_user(email="researcher@example.org", name="Robin Researcher")
    export = Export.objects.create(
        survey=survey, requested_by=user, cut_off=survey.closes_on, is_interim=False
    )
    return Made(export).file.getvalue()


def run(snippet: Snippet, name: str) -> dict[str, Any]:
    """Run *snippet* in the folder where we are and return what it has named."""
    names: dict[str, Any] = {"__name__": name}
    exec(compile(snippet.content, str(snippet), "exec"), names)  # noqa: S102 - our own papers
    return names


def researchers_read_a_workbook(snippet: Snippet) -> None:
    (file,) = re.findall(r'"([\w-]+\.xlsx)"', snippet.content)
    Path(file).write_bytes(exported())
    names = run(snippet, "researcher")
    codes, labels = names["codes"], names["labels"]
    assert sorted(codes["share"]) == [1, 2]
    assert codes["more"].isna().all()  # one was not asked, one left it blank
    assert not codes[["respondent", "area", "share"]].isna().any(axis=None)
    assert set(labels["share"]) == {"None", "Some"}
    assert set(labels["more"]) == {"Not asked", "Asked and not answered"}


def a_language_is_named_in_the_settings(snippet: Snippet) -> None:
    languages = run(snippet, "settings")["LANGUAGES"]
    assert languages[0] == ("en-gb", "English")
    for code, name in languages[1:]:
        assert Locale.parse(code).get_display_name() == name


WHAT_IT_DOES: dict[str, list[Callable[[Snippet], None]]] = {
    "docs/guides/researchers.md": [researchers_read_a_workbook],
    "docs/translating.md": [a_language_is_named_in_the_settings],
}
"""By paper: what each of its snippets does, in their order."""


@pytest.mark.parametrize("paper", sorted({snippet.paper for snippet in snippets_in("python")}))
def test_it_does_what_the_paper_says(
    paper: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for snippet, does in zip(snippets_in("python", paper=paper), WHAT_IT_DOES[paper], strict=True):
        does(snippet)
