"""Codes to come back with: their shape, and what is read out of what people type."""

import uuid

import pytest
from django.test import override_settings

from fieldwork.codes import ALPHABET
from responses import resume

OLD, NEW = "o" * 50, "n" * 50


def test_a_code_has_four_groups_of_the_readable_alphabet() -> None:
    codes = {resume.code_of(uuid.uuid4()) for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        groups = code.split("-")
        assert [len(group) for group in groups] == [4, 4, 4, 4]
        assert set("".join(groups)) <= set(ALPHABET)


def test_a_response_has_one_code_for_ever() -> None:
    response = uuid.uuid4()
    code = resume.code_of(response)
    assert resume.code_of(response) == code
    assert resume.code_of(response, resume.digest(code)) == code
    assert resume.code_of(uuid.uuid4()) != code


def test_every_letter_stands_at_every_place() -> None:
    """A code that only uses a part of the alphabet would be easier to guess."""
    codes = [resume.tidied(resume.code_of(uuid.UUID(int=n))) for n in range(2000)]
    for position in range(16):
        assert {code[position] for code in codes} == set(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        "7kqm-x2rb-94hd-wfep",
        "7KQM-X2RB-94HD-WFEP",
        "7kqmx2rb94hdwfep",
        " 7kqm x2rb\t94hd\u00a0wfep ",
        "7kqm–x2rb—94hd.wfep",
    ],
)
def test_blanks_dashes_and_capitals_do_not_matter(typed: str) -> None:
    assert resume.tidied(typed) == "7kqmx2rb94hdwfep"
    assert resume.digest(typed) == resume.digest("7kqm-x2rb-94hd-wfep")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-",
        "7kqm",
        "7kqm-x2rb-94hd-wfe",
        "7kqm-x2rb-94hd-wfepp",
        "0kqm-x2rb-94hd-wfep",
        "²" * 16,
    ],
)
def test_what_cannot_be_a_code_is_nothing(typed: str) -> None:
    assert resume.tidied(typed) == ""


def test_every_code_can_be_one() -> None:
    code = resume.code_of(uuid.uuid4())
    assert resume.tidied(code) == code.replace("-", "")


# Its secret


def test_the_code_depends_on_a_secret_of_its_own() -> None:
    response = uuid.uuid4()
    code = resume.code_of(response)
    with override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[]):
        assert resume.code_of(response) == code
    with override_settings(RESUME_CODE_KEY=NEW):
        assert resume.code_of(response) != code


@override_settings(RESUME_CODE_KEY=NEW, RESUME_CODE_KEY_FALLBACKS=[OLD])
def test_a_code_given_under_an_earlier_secret_stays_the_code() -> None:
    response = uuid.uuid4()
    with override_settings(RESUME_CODE_KEY=OLD, RESUME_CODE_KEY_FALLBACKS=[]):
        code = resume.code_of(response)
        stored = resume.digest(code)
    assert resume.code_of(response, stored) == code
    assert resume.code_of(response, resume.digest(code)) == code
    assert resume.code_of(response) != code
    assert resume.digests(code) == [resume.digest(code), stored]
    assert stored != resume.digest(code)
