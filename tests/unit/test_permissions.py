"""The table of permissions: whole, and printed in the papers as it is."""

from __future__ import annotations

from accounts.permissions import (
    OF_ADMINISTRATORS,
    PERMISSIONS,
    Role,
    Verb,
    roles_of,
    roles_with,
)
from larc_survey.settings import BASE_DIR

PAPER = BASE_DIR / "docs" / "architecture.md"


def printed() -> str:
    """The table as docs/architecture.md has it."""
    rows = [
        f"| {role.label} | {'an area' if permission.in_one_area else 'the survey'} "
        f"| {', '.join(f'{verb.label} (`{verb}`)' for verb in Verb if verb in permission.verbs)} |"
        for role, permission in PERMISSIONS.items()
    ]
    of_administrators = [verb for verb in Verb if verb in OF_ADMINISTRATORS]
    platform = ", ".join(f"{verb.label} (`{verb}`)" for verb in of_administrators)
    head = ["| Role | In | May |", "|---|---|---|"]
    whole = [*head, *rows, f"| Administrator (a superuser) | the platform | {platform} |"]
    return "".join(f"{' '.join(row.split())}\n" for row in whole)


def test_every_role_has_its_row() -> None:
    assert set(PERMISSIONS) == set(Role)


def test_every_verb_is_somebodys() -> None:
    given = frozenset[Verb]().union(*(permission.verbs for permission in PERMISSIONS.values()))
    assert given | OF_ADMINISTRATORS == set(Verb)


def test_nobody_administers_by_a_role_in_a_survey() -> None:
    assert roles_with({Verb.ADMINISTER}) == ()


def test_a_role_stands_in_a_survey_or_in_an_area() -> None:
    assert set(roles_of(in_one_area=False)) | set(roles_of(in_one_area=True)) == set(Role)


def test_a_reviewer_may_do_nothing_yet() -> None:
    assert PERMISSIONS[Role.REVIEWER].verbs == frozenset()


def test_the_papers_print_the_table() -> None:
    assert printed() in PAPER.read_text()
