"""What Chromium hands to assistive technology: its accessibility tree, not the HTML."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from fieldwork.models import Link
from tests.browser.conftest import PageAt
from tests.browser.states import begin, send
from tests.builders import definition_of_questions, options, question
from tests.publishing import published
from tests.surveys import link_to, survey_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OTHER = {"code": "other", "label": "Something else", "specify": "Please specify"}
GRID = question(
    "quality",
    "grid",
    text="How good is it?",
    hint="One answer a row",
    choices=options("good", "bad"),
    rows=options("time", OTHER),
)
BOX = question("story", "long_text", text="What happened?", max_length=20)
ROLES = ("group", "radio", "textbox")

Branch = tuple[str, str, list[Any]]
"""A role, a name, and what is inside."""


@pytest.fixture
def link() -> Link:
    return link_to(survey_of(published(definition_of_questions(GRID, BOX))))


def nodes_of(page: Page) -> dict[str, dict[str, Any]]:
    answer = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    return {node["nodeId"]: node for node in answer["nodes"]}


def text_of(node: dict[str, Any], field: str) -> str:
    """A field of a node, without the spaces that styles put around it."""
    words = str(node.get(field, {}).get("value", "")).replace("\u200b", "")
    return " ".join(words.split())


def branches(page: Page, roles: tuple[str, ...] = ROLES) -> list[Branch]:
    """The nodes of these *roles*, each inside of the nearest one around it."""
    nodes = nodes_of(page)

    def inside(node: dict[str, Any]) -> list[Branch]:
        found: list[Branch] = []
        for child in (nodes[key] for key in node.get("childIds", []) if key in nodes):
            below = inside(child)
            role = "" if child["ignored"] else text_of(child, "role")
            found += [(role, text_of(child, "name"), below)] if role in roles else below
        return found

    (root,) = (node for node in nodes.values() if "parentId" not in node)
    return inside(root)


@pytest.mark.parametrize("width", [1280, 320])
def test_a_row_of_a_grid_reads_question_statement_answer(
    page_at: PageAt, link: Link, width: int
) -> None:
    page = page_at(width)
    begin(page, link)
    answers: list[Branch] = [("radio", "Good", []), ("radio", "Bad", [])]
    rows: list[Branch] = [
        ("group", "Time", answers),
        ("group", "Something else", [("textbox", "Please specify", []), *answers]),
    ]
    assert branches(page)[0] == ("group", "How good is it?", rows)


@pytest.mark.parametrize("width", [1280, 320])
def test_the_headings_that_are_drawn_are_not_read_twice(
    page_at: PageAt, link: Link, width: int
) -> None:
    page = page_at(width)
    begin(page, link)
    read = [
        text_of(node, "role")
        for node in nodes_of(page).values()
        if text_of(node, "name") == "Good" and not node["ignored"]
    ]
    assert read == ["radio"] * 2


def test_hints_errors_and_limits_are_told_with_their_field(page_at: PageAt, link: Link) -> None:
    page = page_at()
    begin(page, link)
    assert description_of(page, "group", "How good is it?") == "One answer a row"
    send(page, {"story": ["Far too much for this box"]})
    described = description_of(page, "textbox", "What happened?")
    assert "Error: Shorten the text to 20 characters or fewer; it has 25" in described
    assert "Characters over the limit: 5" in described
    properties = field_of(page, "textbox", "What happened?")["properties"]
    assert {"name": "invalid", "value": {"type": "token", "value": "true"}} in properties


def description_of(page: Page, role: str, name: str) -> str:
    return text_of(field_of(page, role, name), "description")


def field_of(page: Page, role: str, name: str) -> dict[str, Any]:
    (field,) = (
        node
        for node in nodes_of(page).values()
        if (text_of(node, "role"), text_of(node, "name")) == (role, name)
    )
    return field
