"""Which group a heading names: its label or an agency's, and nothing that is near to one."""

from __future__ import annotations

import pytest

from fieldwork.core.headcounts.headings import (
    Headings,
    Other,
    clashes,
    is_grand_total,
    is_subtotal,
    other_heading,
)
from fieldwork.core.headcounts.reading import Group
from tests.unit.headcounts.tables import AGENCIES, CS, GROUPS, LABELS

HEADINGS = Headings(GROUPS)


def group_of(text: str, above: str = "") -> str | None:
    heading = HEADINGS.heading(text, above)
    return heading.group if heading else None


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.code)
def test_labels_name_their_group_with_and_without_the_word_before_them(group: Group) -> None:
    for label in (group.label, *group.agencies):
        assert group_of(label) == group.code
        assert group_of(label.partition(": ")[2] or label) == group.code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EDUCATION", "education"),
        (" Children in  care\n", "children_in_care"),
        ("General / Other", "general"),
        ("Early Help/Family Support/\nChildren with Disabilities", "early_help"),
        ("Children’s services: Youth\xa0Offending", "youth_offending"),
        ("CHILDREN´S SERVICES :Youth offending", "youth_offending"),
        ("Health:", "health"),
        ("Ｈｅａｌｔｈ", "health"),
        ("Heal\u200bth", "health"),
    ],
)
def test_case_blanks_and_apostrophes_do_not_matter(text: str, code: str) -> None:
    assert group_of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        *("Educ.", "Ed", "Educaton", "Education*", "Education staff", "Early Help", "CiC", "YOT"),
        *("General", "* Education includes maintained schools only", "Children's services", ""),
        *("Children's services: Education", "Children's services: Other", "Education provider"),
        *("Education and health", "Healthcare", "Others", "Education" + " " * 300 + "x"),
    ],
)
def test_nothing_near_a_label_is_one(text: str) -> None:
    assert group_of(text) is None


def test_a_word_above_counts_for_what_is_under_it() -> None:
    assert group_of("Children in care", "CHILDREN’S SERVICES:") == "children_in_care"
    assert group_of("Education", "Partners") == "education"
    assert group_of(f"{CS}Fostering", "Children's services") == "children_in_care"


def test_other_under_childrens_services_is_not_the_group_other() -> None:
    assert group_of("Other", "Children's services") is None
    assert group_of("Education", "Children's services") is None


def test_what_could_be_two_groups_names_neither() -> None:
    groups = [Group("a", "Adults: Nurses"), Group("b", "Children: Nurses"), Group("c", "Staff")]
    headings = Headings([*groups, Group("d", "Adults: Staff")])
    assert headings.heading("Nurses") is None
    found = headings.heading("Children: Nurses")
    assert found is not None
    assert found.group == "b"
    plain = headings.heading("Staff")
    assert plain is not None
    assert plain.group == "c"


def clashing(*texts: str) -> list[tuple[int, int]]:
    headings = [heading for text in texts if (heading := HEADINGS.heading(text))]
    assert len(headings) == len(texts)
    return list(clashes(headings, HEADINGS))


def test_all_groups_and_all_agencies_can_stand_together() -> None:
    assert clashing(*LABELS) == []
    assert clashing(*AGENCIES) == []


def test_a_heading_twice_clashes() -> None:
    assert clashing("Education", "Health", "EDUCATION") == [(2, 0)]


def test_a_group_by_itself_and_by_its_agencies_clashes() -> None:
    assert clashing("Health", "Mental health service") == [(1, 0)]
    assert clashing("Mental health service", "Health") == [(1, 0)]
    assert clashing("Health", "Police", "Other") == [(2, 1)]


def test_other_is_an_agency_among_agencies() -> None:
    assert clashing("Police", "Other") == []
    assert clashing("Health", *GROUPS[-1].agencies) == []


@pytest.mark.parametrize(
    "text",
    [
        *("Total", "TOTAL:", "Totals", "Grand total", "Sub-total", "Subtotal", "All agencies"),
        *("All groups", "Total (all groups)", "Children's services total", "Overall", "Row total"),
        *("Total staff invited", "All local authorities", "Sum"),
    ],
)
def test_totals_are_known_by_their_label(text: str) -> None:
    assert other_heading(text) is Other.TOTAL


@pytest.mark.parametrize(
    "text", ["% of total", "All other agencies", "Totally new", "Percent total"]
)
def test_what_only_sounds_like_a_total_is_none(text: str) -> None:
    assert other_heading(text) is not Other.TOTAL


@pytest.mark.parametrize(
    "text",
    [
        *("Code", "ONS code", "LA code", "Local authority code", "Ref", "Contact", "Phone"),
        *("Contact number", "E-mail address", "Comments", "Notes", "Any other comments", "Source"),
        *("Date", "Return date", "Source of data", "Date completed", "Telephone no."),
    ],
)
def test_codes_contacts_and_comments_are_set_aside(text: str) -> None:
    assert other_heading(text) is Other.ASIDE


@pytest.mark.parametrize(
    "text",
    ["Contact centre staff", "Code enforcement", "Staff in note", "2026", "FTE", "Agency staff"],
)
def test_headings_that_only_have_such_a_word_are_unknown(text: str) -> None:
    assert other_heading(text) not in {Other.ASIDE, Other.TOTAL}


def test_subtotals_and_grand_totals_are_told_apart() -> None:
    assert is_subtotal("Sub-total:")
    assert is_grand_total("Grand total")
    assert is_grand_total("All groups")
    assert not is_subtotal("Total")
    assert not is_grand_total("Total")
