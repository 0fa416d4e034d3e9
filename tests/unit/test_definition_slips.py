"""The slips that people make in a definition file are told at their own line, in plain words.

Each slip is made in every line of a file where it can be made, one at a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from questionnaires.core.yaml_format import parse
from tests.definition_file import SURVEY, problems_in
from tests.unit.slipped_text import AT, text_of, with_text

LINES = SURVEY.splitlines()


LITERAL = range(7, 10)
"""Lines of a block text, where none of this means anything."""


Slip = Callable[[re.Match[str]], str]


FIELD = re.compile(r"(?P<start> *(?:- )?)(?P<name>\w+): (?P<value>[^|].*)")


HEAD = re.compile(r"(?P<start> *(?:- )?)(?P<name>\w+):(?P<value>.*)")


INDENTED = re.compile(r"(?P<start> {2,})(?P<name>\w+):(?P<value>.*)")


ENTRY = re.compile(r"(?P<start> *)- (?P<rest>.*)")


BRACES = re.compile(r"(?P<start> *- )\{(?P<inside>.*)\}")


LABEL = re.compile(r"(?P<start> *- \{code: \w+), label: (?P<rest>.*)\}")


TEXT = re.compile(r"(?P<start> *(?:- )?(?:title|text): )(?P<value>.*)")


def put(template: str) -> Slip:
    """Return a slip that puts the named parts of a line into *template*."""
    return lambda line: template.format(**line.groupdict())


SLIPS: dict[str, tuple[re.Pattern[str], Slip, str]] = {
    "no space after a colon": (FIELD, put("{start}{name}:{value}"), "needs a colon and a space"),
    "a wide colon": (HEAD, put("{start}{name}：{value}"), "needs a colon and a space"),
    "no colon": (FIELD, put("{start}{name} {value}"), "a colon is missing after"),
    "a tab after a colon": (FIELD, put("{start}{name}:\t{value}"), "there is a tab here"),
    "a tab at the end": (FIELD, put("{start}{name}: {value}\t"), "there is a tab here"),
    "a tab before a field": (INDENTED, put("\t{name}:{value}"), "a tab at the beginning"),
    "a tab among spaces": (INDENTED, put("{start}\t{name}:{value}"), "a tab at the beginning"),
    "a no-break space after a colon": (
        FIELD,
        put("{start}{name}:\u00a0{value}"),
        "there is a no-break space (U+00A0)",
    ),
    "a no-break space before a colon": (
        HEAD,
        put("{start}{name}\u00a0:{value}"),
        "has a no-break space (U+00A0) in it or beside it",
    ),
    "a thin space before a field": (INDENTED, put("{start}\u2009{name}:{value}"), "thin space"),
    "a zero-width space in a name": (
        HEAD,
        put("{start}\u200b{name}:{value}"),
        "zero width space (U+200B)",
    ),
    "a byte order mark before a name": (
        INDENTED,
        put("{start}\ufeff{name}:{value}"),
        "zero width no-break space (U+FEFF)",
    ),
    "a name that is misspelt": (HEAD, put("{start}{name}x:{value}"), "did you mean"),
    "no space after a dash": (ENTRY, put("{start}-{rest}"), "a hyphen and a space"),
    "a long dash": (ENTRY, put("{start}– {rest}"), "a hyphen and a space"),
    "a bullet": (ENTRY, put("{start}• {rest}"), "a hyphen and a space"),
    "a star for a dash": (ENTRY, put("{start}* {rest}"), "a hyphen and a space"),
    "a tab after a dash": (ENTRY, put("{start}-\t{rest}"), "there is a tab here"),
    "a no-break space after a dash": (ENTRY, put("{start}-\u00a0{rest}"), "no-break space"),
    "a brace left open": (BRACES, put("{start}{{{inside}"), " }"),
    "a brace too many": (BRACES, put("{start}{{{inside}}}}}"), "the } closes nothing"),
    "a brace that was never opened": (BRACES, put("{start}{inside}}}"), "closes nothing"),
    "no braces": (BRACES, put("{start}{inside}"), "stand in braces"),
    "a comma in a label": (
        LABEL,
        put("{start}, label: Senior, {rest}}}"),
        "a comma ends a text in braces: put the whole text in quotes",
    ),
    "a comma and a colon in a label": (
        LABEL,
        put("{start}, label: Senior, that is: {rest}}}"),
        "a comma ends a text in braces: put the whole text in quotes",
    ),
    "a question mark in a label": (LABEL, put("{start}, label: Other? {rest}}}"), "in quotes"),
    "brackets in a label": (LABEL, put("{start}, label: Other [new] {rest}}}"), "in quotes"),
    "a placeholder in a label": (LABEL, put("{start}, label: In {{area}} {rest}}}"), "in quotes"),
    "a number sign in a label": (
        LABEL,
        put("{start}, label: Level #1 {rest}}}"),
        "label ends here, since # begins a comment",
    ),
    "a label that begins with a number sign": (
        LABEL,
        put("{start}, label: #1 {rest}}}"),
        "since # begins a comment",
    ),
    "a label without its space": (LABEL, put("{start}, label:{rest}}}"), "a colon and a space"),
    "a label behind a no-break space": (LABEL, put("{start}, label:\u00a0{rest}}}"), "no-break"),
    "a wide comma": (LABEL, put("{start}，label: {rest}}}"), "fullwidth comma"),
    "a comma left out": (LABEL, put("{start} label: {rest}}}"), "a comma is missing"),
    "two commas": (LABEL, put("{start},, label: {rest}}}"), "nothing before this comma"),
    "quotes left open in braces": (LABEL, put('{start}, label: "{rest}}}'), "is not closed"),
    "an empty label": (LABEL, put("{start}, label: }}"), "label must not be empty"),
    "curly quotes around a comma": (
        LABEL,
        put("{start}, label: “Senior, {rest}”}}"),
        'straight ones (")',
    ),
    "a number sign in a text": (
        TEXT,
        put("{start}Role #1, {value}"),
        "ends here, since # begins a comment: put the text in quotes, or the comment on a line",
    ),
    "a comment behind a text": (TEXT, put("{start}{value} # or so"), "ends here, since # begins"),
    "nothing but a number sign": (TEXT, put("{start}#1"), "is empty, since # begins a comment"),
    "a number sign behind quotes": (TEXT, put('{start}"{value}" #1'), "what follows from # on"),
    "a colon in a text": (TEXT, put("{start}Role: {value}"), "the colon in this text"),
    "a colon at the end of a text": (TEXT, put("{start}{value}:"), "the colon in this text"),
    "double quotes left open": (TEXT, put('{start}"{value}'), 'mark " that opens a text here'),
    "single quotes left open": (TEXT, put("{start}'{value}"), "mark ' that opens a text here"),
    "a curly quote at the end": (TEXT, put('{start}"{value}”'), 'mark " that opens a text here'),
    "curly quotes around a colon": (TEXT, put("{start}“A: {value}”"), "curly quotation marks"),
    "an apostrophe in single quotes": (TEXT, put("{start}'Don't, {value}'"), "an apostrophe ends"),
    "quotes in quotes": (TEXT, put('{start}"So "{value}" is"'), "a quotation mark ends the text"),
    "a comma behind quotes": (TEXT, put('{start}"{value}",'), "take the comma away"),
    "a backslash in quotes": (TEXT, put('{start}"C:\\xy {value}"'), "there is a backslash"),
    "bold at the beginning": (TEXT, put("{start}**New:** {value}"), "begins with * must be put"),
    "emphasis at the beginning": (TEXT, put("{start}*New* {value}"), "begins with * must be put"),
    "a sign for a name": (TEXT, put("{start}&new {value}"), "&new is read as a name"),
    "an exclamation mark": (TEXT, put("{start}! {value}"), "begins with ! must be put"),
    "a placeholder at the beginning": (TEXT, put("{start}{{area}} {value}"), "begins with {"),
    "brackets at the beginning": (TEXT, put("{start}[new] {value}"), "begins with ["),
    "a dash at the beginning": (TEXT, put("{start}- {value}"), "begins with a dash"),
    "more than": (TEXT, put("{start}> {value}"), "begins with > must be put in quotes"),
    "more than five": (TEXT, put("{start}>5 {value}"), "begins with > must be put in quotes"),
    "nothing but more than five": (TEXT, put("{start}>5"), "begins with > must be put in quotes"),
    "a line before a text": (TEXT, put("{start}| {value}"), "begins with | must be put in quotes"),
    "a percentage sign": (TEXT, put("{start}% {value}"), "begins with % must be put in quotes"),
    "an at sign": (TEXT, put("{start}@ {value}"), "begins with @ must be put in quotes"),
    "a backtick": (TEXT, put("{start}`{value}`"), "begins with ` must be put in quotes"),
    "nothing": (TEXT, put("{start}"), "must not be empty"),
    "null": (TEXT, put("{start}null"), "must not be empty"),
    "a list": (TEXT, put("{start}[a, b]"), "is read as a list"),
    "a number": (TEXT, put("{start}2016"), 'is read as a number: put it in quotes ("2016")'),
}


@pytest.mark.parametrize(("where", "slip", "reason"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_at_its_line(where: re.Pattern[str], slip: Slip, reason: str) -> None:
    made = 0
    for number, line in enumerate(LINES):
        found = where.fullmatch(line)
        if found and number not in LITERAL:
            made += 1
            text = "\n".join([*LINES[:number], slip(found), *LINES[number + 1 :]])
            first = problems_in(text)[0]
            assert (first.line, reason in first.reason) == (number + 1, True), str(first)
    assert made >= 3


@pytest.mark.parametrize("start", ["", ">-\n              "])
@pytest.mark.parametrize("sign", ["-", "*", "1.", ">"])
def test_a_list_that_would_become_one_line_is_told(start: str, sign: str) -> None:
    body = "".join(f"{AT}  {sign} a point\n" for _ in range(2))
    text = with_text(f"{AT}text: {start}How old are you?\n", body)
    line = text[: text.index(body)].count("\n") + 1
    assert [str(problem) for problem in problems_in(text)] == [
        f"survey.yaml:{line}: this list would become one line: write text: | and begin on the next "
        "line"
    ]


def test_a_dash_in_a_text_may_begin_a_line() -> None:
    lines = (f"{AT}text: How old are you\n", f"{AT}  - in years - on\n", f"{AT}  that day?\n")
    assert text_of(*lines) == "How old are you - in years - on that day?"


def test_the_name_of_a_list_that_is_repeated_is_no_slip() -> None:
    text = with_text(f"{AT}text: &age How old are you?\n", f"{AT}hint: *age\n")
    assert parse(text, file="x").sections[0].pages[1].questions[1].hint == "How old are you?"


@pytest.mark.parametrize(("step", "side"), [(1, "right"), (2, "right"), (4, "right"), (-1, "left")])
def test_a_field_out_of_its_column_is_told(step: int, side: str) -> None:
    made = 0
    for number, line in enumerate(LINES):
        if re.fullmatch(r" +(?:text|type|title|label|release): .*", line):
            made += 1
            moved = " " * step + line if step > 0 else line[-step:]
            text = "\n".join([*LINES[:number], moved, *LINES[number + 1 :]])
            first = problems_in(text)[0]
            assert (first.line, f"too far {side}" in first.reason) == (number + 1, True), str(first)
    assert made >= 10


@pytest.mark.parametrize("step", [1, -1])
def test_a_dash_out_of_its_column_is_told(step: int) -> None:
    for number, line in enumerate(LINES):
        if line.lstrip().startswith("- code:"):
            moved = " " * step + line if step > 0 else line[-step:]
            text = "\n".join([*LINES[:number], moved, *LINES[number + 1 :]])
            assert problems_in(text)[0].line == number + 1


def test_a_dash_that_is_missing_is_told() -> None:
    text = SURVEY.replace("- {code: clerk, label: Clerk}", "{code: clerk, label: Clerk}")
    assert [str(problem) for problem in problems_in(text)] == [
        "survey.yaml:25: a hyphen and a space are missing before this entry of a list: - {"
    ]


@pytest.mark.parametrize("character", list("\u2028\u2029\x85\x0c\x07\x7f\ufffe"))
def test_a_character_that_no_editor_shows_is_told_at_the_line_of_an_editor(character: str) -> None:
    text = SURVEY.replace("Who helped?", f"Who{character}helped?")
    (problem,) = problems_in(text)
    assert (problem.line, "which nobody sees: delete it" in problem.reason) == (39, True)


def test_odd_spaces_inside_of_a_text_stay() -> None:
    text = "10\u00a0%\u2009of\u200byou\ufeff?"
    assert text_of(f"{AT}text: {text}\n") == text
