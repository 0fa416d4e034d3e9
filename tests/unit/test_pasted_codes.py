"""Codes in what people paste: found whatever stands around them, and never made up."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fieldwork.codes import ALPHABET, LENGTH, is_code
from responses.pasted_codes import (
    MOST_CHARACTERS,
    Code,
    code_in,
    code_in_address,
    link_codes_among_words,
    resume_code_in,
)

LINK, RESUME = "abcd2345", "7kqm-x2rb-94hd-wfep"
TO_LINK, TO_RESUME = Code(LINK), Code(RESUME, is_to_resume=True)

AROUND = [
    *("{}", "{}/", "{}.", "{},", "{})", "{}/)", "{}/).", "{};", "{}:", "{}!", "{}?", "{}'", '{}"'),
    *("{}”", "{}’", "{}»", "{}>", "{}/>", "{}]", "{}}}", "{}*", "{}**", "{}_", "{}`", "{}|", "{}…"),
    *("“{}”", "<{}>", "({})", "[{}]", "**{}**", "_{}_", "{}\u200b", "\u200b{}", "{}\ufeff/"),
    *("{}\u2060.", "{}\u00ad", "{} ", " {}", "{}\u00a0", "{}\u202f.", "{}\n", "{}\r\n", "{}\t"),
    *("{}/ please", "{} until Friday", "{}, thank you", "{}/role/", "{}/check-answers", "{}//"),
    *("{}#top", "{}?fbclid=1", "{}&amp;", "{}%20", "{}%2520", "{}%E2%80%8B", "%20{}", "{}%"),
    *("{}/begin-answering/)", "{}-", "{}.html", "{}\\", "{}%zz", "{}。", "{}）", "{}、", "{}/.."),
]  # fmt: skip
"""What programs and people put around an address."""

ADDRESSES = [
    *("/{}/", "//{}/", "/{}//", "/{}\\", "\\{}\\", "/{}/ ", "/{}/%20", "/{}%2F", "%2F{}%2F"),
    *("https://survey.example.org/{}/", "http://survey.example.org//{}/", "survey.example.org/{}/"),
    *(
        "/https://survey.example.org/{}/",
        "/survey.example.org/{}/",
        "https:/survey.example.org/{}/",
    ),
    *("/HTTPS://SURVEY.EXAMPLE.ORG/{}/", "https%3A%2F%2Fsurvey.example.org%2F{}%2F"),
    *("https://teachers.example.org:8000/{}/", "https://1234abcd.example.org/{}/"),
]


def in_capitals(code: str) -> str:
    return code.upper()


def full_width(code: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if one.isalnum() else one for one in code)


def with_unseen(code: str) -> str:
    return "\u200b".join(code)


def escaped(code: str) -> str:
    return "".join(f"%{ord(one):02x}" for one in code)


each_dress = pytest.mark.parametrize("dress", [str, in_capitals, full_width, with_unseen, escaped])


# Addresses


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("begin", ["/s/", "/S/", "//s/", "/s//", "/r/", "/R/"])
def test_an_address_leads_to_its_code_whatever_stands_around_it(begin: str, around: str) -> None:
    """Of which kind a code is, its length says; so the letter before it cannot mislead."""
    for code, found in ((LINK, TO_LINK), (RESUME, TO_RESUME)):
        address = begin + around.format(code)
        assert code_in_address(address) == found, address
        assert code_in_address(quote(address)) == found, address
        assert code_in(f"Dear colleagues, here it is: https://survey.example.org{address}") == found


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("letter", ["s", "S", "r", "R"])
@each_dress
def test_an_address_of_any_form_leads_to_its_code(
    dress: Callable[[str], str], letter: str, address: str
) -> None:
    for code, found in ((LINK, TO_LINK), (RESUME, TO_RESUME)):
        pasted = address.format(letter) + dress(code)
        assert code_in_address(pasted) == found, pasted


@pytest.mark.parametrize("around", ["/{}", "/{}/", "/{}.", "//{}/)", "/“{}”", "/{}%20"])
def test_a_code_behind_the_name_of_the_host_is_one(around: str) -> None:
    assert code_in_address(around.format(LINK)) == TO_LINK
    assert code_in_address(around.format(RESUME)) == TO_RESUME


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/s/", "/s", "/r/", "/privacy/", "/surveys/teachers/", "/teachers/abcd2345/x"),
        *("/s/abcd234/", "/s/abcd23456/", "/s/abcd2345please", "/s/éabcd2345/", "/s/abcd2345é"),
        *("/s/abcd234O", "/s/abcd2340/", "/s/abcd234l/", "/s/abcd2341/", "/s/abcd234I/"),
        *("/s/аbcd2345/", "/s/ünï/", "/s/a b/", "/s/ab\x00cd/", "/news/abcd2345/", "/s-abcd2345/"),
        *("/r/abcd-efgh-jkmn/", "/r/abcd-efgh-jkmn-pqr/", "/s/²bcd2345/", "/%2e%2e/abcd/"),
    ],
)
def test_an_address_without_a_code_leads_nowhere(address: str) -> None:
    """Neither is a letter that no code has taken for one that looks like it."""
    assert code_in_address(address) is None


# Texts


@pytest.mark.parametrize(
    "text",
    [
        *(
            "ABCD 2345",
            " abcd-2345 ",
            "a b c d 2 3 4 5",
            "Abcd2345.",
            "“abcd2345”",
            "ａｂｃｄ２３４５",
        ),
        *("a\u200bbcd2345", "abcd\u00ad2345", "𝐚𝐛𝐜𝐝𝟐𝟑𝟒𝟓", "abcd٢٣٤٥"),
    ],
)
def test_a_code_of_a_link_is_read_as_it_is_typed(text: str) -> None:
    assert code_in(text) == TO_LINK


@pytest.mark.parametrize(
    "text",
    [
        "My code is 7kqm-x2rb-94hd-wfep.",
        "Your answers are saved. 7KQM-X2RB-94HD-WFEP Copy the code",
        "https://survey.example.org/r/7kqm-x2rb-94hd-wfep/",
        "take 7kqm x2rb 94hd wfep",
        "they sent 7kqm – x2rb – 94hd – wfep by mail",
        "they have been here: 7kqmx2rb94hdwfep",
        "the survey is https://survey.example.org/x/ and the code 7kqm-x2rb-94hd-wfep, see you",
        "7kqm–x2rb—94hd.wfep",
        "\u200b7kqm-x2rb-94hd-wfep\u2060",
        "7kqm\u2011x2rb\u201194hd\u2011wfep",
        "７ｋｑｍ-ｘ２ｒｂ-９４ｈｄ-ｗｆｅｐ",
    ],
)
def test_a_code_to_come_back_with_is_found_in_a_sentence(text: str) -> None:
    assert code_in(text) == TO_RESUME
    assert resume_code_in(text) == RESUME.replace("-", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear managers, teachers",
        "that they have been here too",
        "²" * 16,
        "12345678",
        "x" * 16_000,
    ],
)
def test_words_are_no_code_to_come_back_with(text: str) -> None:
    assert resume_code_in(text) == ""


def test_the_likeliest_word_comes_first() -> None:
    """With a digit before without, and what is said later before what was said earlier."""
    text = "Teachers and managers: the code of the research is abcd2345, not ghjkmnpq"
    assert link_codes_among_words(text) == (
        *("abcd2345", "ghjkmnpq", "research", "managers", "teachers"),
    )


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    text = "x " * MOST_CHARACTERS + RESUME
    assert code_in(text) is None


# Laws

codes = st.text(st.sampled_from(ALPHABET), min_size=LENGTH, max_size=LENGTH)
groups = st.lists(
    st.text(st.sampled_from(ALPHABET), min_size=4, max_size=4), min_size=4, max_size=4
)
junk = st.text(st.characters(exclude_categories=()), max_size=30)
ends = st.sampled_from([*" .,;:)]>}\"'/\\?#&!*…”’»", "/)", " \u200b", "\n", "%20", "/ "])


@given(code=codes, before=junk, end=ends, after=junk)
def test_any_junk_around_the_address_of_a_link_leaves_it_one(
    code: str, before: str, end: str, after: str
) -> None:
    assume(code_in_address(before) is None)
    assert code_in_address(f"{before}/s/{code}{end}{after}") == Code(code)


@given(code=codes, before=junk, end=ends, after=junk)
def test_any_junk_around_a_code_leaves_it_among_those_that_may_be_meant(
    code: str, before: str, end: str, after: str
) -> None:
    assert code in link_codes_among_words(f"{before} {code}{end}{after}")


@given(groups=groups, before=junk, end=ends, after=junk)
def test_any_junk_around_a_code_to_come_back_with_leaves_it_one(
    groups: list[str], before: str, end: str, after: str
) -> None:
    code = "-".join(groups)
    assume(not resume_code_in(before))
    assert code_in(f"{before} {code}{end}{after}") == Code(code, is_to_resume=True)


@given(st.text(max_size=60) | st.text("/sr-%2 abcdefgh2345.\u200b０ａ", max_size=60))
def test_whatever_is_found_could_be_a_code(text: str) -> None:
    for found in (code_in(text), code_in_address(text)):
        if found is not None and found.is_to_resume:
            assert [len(group) for group in found.text.split("-")] == [4] * 4
            assert set(found.text) <= set(f"{ALPHABET}-")
        elif found is not None:
            assert is_code(found.text)
    assert all(is_code(code) for code in link_codes_among_words(text))
    letters = resume_code_in(text)
    assert len(letters) in (0, 16)
    assert set(letters) <= set(ALPHABET)


@given(junk)
def test_an_address_found_leads_to_itself(text: str) -> None:
    found = code_in_address(f"/s/{text}")
    if found is not None:
        assert code_in_address(f"/s/{found.text}/") == found
