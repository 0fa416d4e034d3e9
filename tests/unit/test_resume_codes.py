"""Codes to come back with: their shape, and what is read out of what people type."""

import pytest
from django.test import override_settings

from fieldwork.codes import ALPHABET
from responses import resume

OLD, NEW = "o" * 50, "n" * 50


def test_a_code_has_four_groups_of_the_readable_alphabet() -> None:
    codes = {resume.new_code() for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        groups = code.split("-")
        assert [len(group) for group in groups] == [4, 4, 4, 4]
        assert set("".join(groups)) <= set(ALPHABET)


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


def test_every_new_code_can_be_one() -> None:
    code = resume.new_code()
    assert resume.tidied(code) == code.replace("-", "")


@override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[OLD])
def test_a_code_may_have_been_stored_under_an_earlier_secret() -> None:
    code = resume.new_code()
    with override_settings(SECRET_KEY=OLD, SECRET_KEY_FALLBACKS=[]):
        stored = resume.digest(code)
    assert resume.digests(code) == [resume.digest(code), stored]
    assert len(stored) == 32
    assert stored != resume.digest(code)
