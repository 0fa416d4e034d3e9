"""Which section and which part a page is in: fixed numbers for each role, none before it."""

from __future__ import annotations

import re

import pytest

from fieldwork.models import Link
from tests.larc7 import Route
from tests.respondent import Respondent

PARTS = 6
"""Two sections for all, three for the role (as many for either), and the last one for all."""

ALL = {"service": "yes", "training": "yes", "support": ("peers",)}


def caption(respondent: Respondent) -> str:
    return respondent.page.one(class_="govuk-caption-l").text


def part(respondent: Respondent) -> tuple[int, int] | None:
    found = re.search(r"Part (\d+) of (\d+)$", caption(respondent))
    return (int(found[1]), int(found[2])) if found else None


def parts_on_the_way(link: Link, route: Route) -> list[tuple[int, int] | None]:
    """The part of each page of a route when it is reached, each once."""
    respondent, seen = Respondent(link).begin(), []
    steering = {
        "role": route.role,
        "specialist_service": route.service,
        "training": route.training,
        "manager_training": route.training,
        "support_used": list(route.support),
        "manager_support_used": list(route.support),
        "feelings": list(route.feelings),
    }
    for code in route.pages():
        assert respondent.where == code
        seen.append(part(respondent))
        shown = {field["name"] for field in respondent.page.one("form").all("input")}
        respondent.send({name: value for name, value in steering.items() if name in shown})
    return list(dict.fromkeys(seen))


@pytest.mark.parametrize("role", ["practitioner", "service_manager"])
@pytest.mark.parametrize("more", [ALL, {}], ids=["longest", "shortest"])
def test_larc7_counts_fixed_parts_for_each_role(
    larc7_link: Link, role: str, more: dict[str, str]
) -> None:
    feelings = ("worried",) if more and role == "practitioner" else ()
    unknown, *known = parts_on_the_way(larc7_link, Route(role, **more, feelings=feelings))
    assert unknown is None
    # The question about the role ends the first part.
    assert known == [(n, PARTS) for n in range(2, PARTS + 1)]


def test_the_section_is_named_from_the_first_page_on(respondent: Respondent) -> None:
    assert caption(respondent.begin()) == "Section you"


def test_there_is_no_number_before_the_role(respondent: Respondent) -> None:
    respondent.begin()
    assert part(respondent) is None
    respondent.send(role="manager")
    assert caption(respondent) == "Section you – Part 1 of 3"
    assert part(respondent.open_page("role")) == (1, 3)


def test_the_numbers_follow_a_change_of_role(respondent: Respondent) -> None:
    respondent.begin().send(role="manager").send()
    assert caption(respondent) == "Section management – Part 2 of 3"
    respondent.open_page("role").send(role="practitioner")
    assert part(respondent) == (1, 3)
    assert caption(respondent.open_page("visits")) == "Section practice – Part 2 of 3"
