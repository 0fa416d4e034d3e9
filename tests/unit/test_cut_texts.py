"""Texts that a slip cuts off, or that swallow what stands below them, are told."""

from __future__ import annotations

import pytest

from questionnaires.core.yaml_format import parse
from tests.definition_file import SURVEY, problems_in
from tests.unit.slipped_text import AT, text_of, with_text


@pytest.mark.parametrize(
    "lines",
    [
        (f"{AT}text: >-\n", f"{AT}  Role #1\n", f"{AT}  # and more\n"),
        (f"{AT}text: |-\n", f"{AT}  Role #1 # and more\n"),
        (f"{AT}text: >- # as in 2016\n", f"{AT}  Role #1 # and more\n"),
        (f'{AT}text: "Role #1 # and more"\n',),
        (f"{AT}text: 'Role #1\n", f"{AT}  # and more'\n"),
        (f'{AT}text: "Role #1 # and more" # as in 2016\n',),
    ],
    ids=["folded", "literal", "a comment above", "double quotes", "two lines", "a comment behind"],
)
def test_a_number_sign_in_quotes_or_a_block_stays(lines: tuple[str, ...]) -> None:
    assert text_of(*lines) == "Role #1 # and more"


@pytest.mark.parametrize("text", ["C#", "a#b", "see http://a.example/#b", "no.#1"])
def test_a_number_sign_inside_of_a_word_stays(text: str) -> None:
    assert text_of(f"{AT}text: {text}\n") == text


COMMENTS = [
    ("slug: staff-survey\n", "slug: staff-survey # never change it\n"),
    ("sections:\n", "sections: # from here on\n"),
    ("panels: [meaning]\n        q", "panels: [meaning] # above\n        q"),
    ("label: Clerk}\n", "label: Clerk} # and typists\n"),
    ("required: true\n", "required: true # it decides\n"),
    ("minimum: 16\n", "minimum: 16 #years\n"),
    ("code: helped\n", "code: helped # by whom\n"),
    ("choices: *roles\n", "choices: *roles # as above\n"),
    ("text: Who helped?\n", "text: # as in 2016\n              Who helped?\n"),
    ("body: |\n", "body: | # as in 2016\n"),
    ("text: Who helped?\n", "text: Who helped?\n            # as in 2016\n"),
    ("text: Who helped?\n", "text: Who helped?\n#as in 2016\n"),
    ("text: Who helped?\n", "text: Who helped?\n\n                # as in 2016\n"),
    ("{code: clerk, label: Clerk}", "{code: clerk, # typists too\n  label: Clerk\n # end\n }"),
    ("[driver, clerk]", "[driver, # and\n clerk # both\n ]"),
]


@pytest.mark.parametrize(("old", "new"), COMMENTS)
def test_a_comment_of_its_own_or_behind_what_is_no_text_is_no_slip(old: str, new: str) -> None:
    assert SURVEY.count(old) == 1
    commented = SURVEY.replace(old, new)
    assert parse(commented, file="x") == parse(SURVEY, file="x")


@pytest.mark.parametrize("between", ["\n", "\n\n", "  \n"])
def test_a_line_that_would_go_on_with_a_text_is_not_lost(between: str) -> None:
    text = with_text(f"{AT}text: How old are you,{between}", f"{AT}  #1 or later?\n")
    line = text.count("\n", 0, text.index("#1")) + 1
    assert [str(problem) for problem in problems_in(text)] == [
        f"survey.yaml:{line}: text ends above, since # begins a comment: put the text in quotes, "
        "or the comment on a line of its own"
    ]


def test_a_comment_between_the_lines_of_a_text_is_told() -> None:
    text = with_text(f"{AT}text: How old\n", f"{AT}  # or young\n", f"{AT}  are you?\n")
    line = text[: text.index("# or")].count("\n") + 1
    assert [str(problem) for problem in problems_in(text)] == [
        f"survey.yaml:{line}: the text above ends here, since # begins a comment: put the text in "
        "quotes, or the comment on a line of its own"
    ]


def test_all_texts_that_are_cut_are_told_at_once() -> None:
    text = SURVEY.replace("title: Staff survey", "title: Staff #1").replace("Who", "Who #2")
    assert [problem.line for problem in problems_in(text)] == [2, 39]


def test_quotes_that_swallow_the_lines_below_are_told_where_they_open() -> None:
    text = SURVEY.replace("label: Clerk}", 'label: "Clerk}').replace("label: Driver}", 'label: D"}')
    assert [str(problem) for problem in problems_in(text)] == [
        'survey.yaml:25: the quotation mark " that opens a text here is not closed: close it'
    ]


@pytest.mark.parametrize("joint", [":", " ", "：", "\u00a0", ":\u00a0", ":\u200b"])
def test_a_field_that_runs_into_a_text_with_a_colon_is_told(joint: str) -> None:
    text = with_text(f'{AT}text{joint}"Your age: in years?"\n')
    line = text[: text.index("Your age")].count("\n") + 1
    assert [str(problem) for problem in problems_in(text)] == [
        f"survey.yaml:{line}: text needs a colon and a space after it"
    ]


def test_quotes_that_end_in_a_comment_below_are_told_where_they_open() -> None:
    text = with_text(f'{AT}text: "How old?\n', f'{AT}# It was "What age" once.\n')
    line = text[: text.index('"How old')].count("\n") + 1
    assert [str(problem) for problem in problems_in(text)] == [
        f"survey.yaml:{line}: the quotation mark that opens a text here is not closed: close it"
    ]


def test_quotes_may_go_on_over_lines_of_a_text() -> None:
    lines = (f'{AT}text: "How old are you\n', f"{AT}  now: in years,\n", f'{AT}  not months?"\n')
    assert text_of(*lines) == "How old are you now: in years, not months?"


def test_a_field_without_its_space_does_not_become_a_part_of_the_text_above() -> None:
    text = with_text(f"{AT}text: How old are you?\n", f"{AT}  hint:In years.\n")
    line = text[: text.index("hint:")].count("\n") + 1
    assert [str(problem) for problem in problems_in(text)] == [
        f"survey.yaml:{line}: hint needs a colon and a space after it"
    ]


def test_a_comment_below_a_text_that_is_repeated_is_no_slip() -> None:
    text = SURVEY.replace("title: About you\n", "title: &you About you\n    #here\n")
    repeated = text.replace("title: Staff survey\n", "")
    assert parse(f"{repeated}title: *you\n", file="x").title == "About you"
