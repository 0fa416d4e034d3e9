"""No definition file takes long to refuse, whatever stands in it: there are limits, and it is told.

Were one of them missing, a test here would not end.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from questionnaires.core import files
from questionnaires.core.checks import check
from questionnaires.core.definition import Definition
from questionnaires.core.file_problems import FileError
from questionnaires.core.yaml_format import parse
from questionnaires.core.yaml_source import MAX_BYTES, MAX_DEPTH, MAX_PARTS, MAX_TEXT
from tests.builders import definition_of_questions, question
from tests.definition_file import SURVEY, problems_in, refusal

TOO_MANY = "with all that is repeated by * there are more than 50,000 parts here"
TOO_DEEP = "lists and groups are nested too deeply here"


def nested_aliases(first: str, repeated: str, levels: int = 20) -> str:
    """Return a file of *levels* lines, each of which repeats the one above nine times."""
    lines = [f"a0: &a0 {first}\n"]
    lines += [
        f"a{level}: &a{level} {repeated.replace('*', f'*a{level - 1}')}\n"
        for level in range(1, levels)
    ]
    return "".join(lines)


@pytest.mark.parametrize(
    ("first", "repeated"),
    [
        ("[x, x, x, x, x, x, x, x, x]", "[*,*,*,*,*,*,*,*,*]"),
        ("{x: x}", "{a: * , b: * , c: * , d: * , e: * , f: * , g: * , h: * , i: * }"),
        ("{x: x}", "[{a: * , b: * , c: * }, {a: * , b: * , c: * }, [*, *, *]]"),
        ("x", "{<<: [*,*,*,*,*,*,*,*,*]}"),
    ],
    ids=["lists", "groups", "both", "merge keys"],
)
def test_aliases_that_repeat_aliases_are_refused(first: str, repeated: str) -> None:
    (reason,) = refusal(nested_aliases(first, repeated))
    assert reason.endswith(TOO_MANY)


def test_the_line_is_named_that_first_stands_for_too_much() -> None:
    text = nested_aliases("[x, x, x, x, x, x, x, x, x]", "[*,*,*,*,*,*,*,*,*]")
    assert 9**4 < MAX_PARTS < 9**5
    assert refusal(text) == [f"survey.yaml:5: {TOO_MANY}"]


def test_one_list_that_is_repeated_too_often_is_refused() -> None:
    long = ", ".join(["x"] * 1000)
    text = f"a: &a [{long}]\n" + "".join(f"b{n}: *a\n" for n in range(60))
    assert refusal(text) == [f"survey.yaml:1: {TOO_MANY}"]


@pytest.mark.parametrize(
    "text",
    [
        "slug: &itself [*itself]\n",
        "slug: &itself {a: [b, *itself]}\n",
        "slug: &one [&two [*one, *two]]\n",
    ],
)
def test_a_list_that_repeats_itself_is_refused(text: str) -> None:
    assert refusal(text) == ["survey.yaml:1: what begins here repeats itself without end"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[" * 5000, 1),
        ("{a: " * 5000, 1),
        ("- " * 5000, 1),
        ("? " * 5000, 1),
        ("[\n" * 5000, MAX_DEPTH + 1),
        ("".join(f"{' ' * n}a:\n" for n in range(200)), MAX_DEPTH),
    ],
    ids=["brackets", "braces", "dashes", "keys", "lines", "indentation"],
)
def test_lists_and_groups_without_a_bottom_are_refused(text: str, line: int) -> None:
    assert refusal(text) == [f"survey.yaml:{line}: {TOO_DEEP}"]


def test_what_aliases_nest_counts_as_nested() -> None:
    chain = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 500))
    assert refusal(chain) == [f"survey.yaml:{MAX_DEPTH}: {TOO_DEEP}"]


def test_a_text_has_an_end() -> None:
    longest = SURVEY.replace("How old are you?", "x" * MAX_TEXT)
    assert parse(longest, file="x").sections[0].pages[1].questions[1].text == "x" * MAX_TEXT
    assert refusal(longest.replace("xxx", "xxxx", 1)) == [
        "survey.yaml:44: a text has at most 20,000 characters"
    ]


@pytest.mark.parametrize("filling", ["#", " ", "\n", "x", "[", "'", "\u00a0", "a: b\n", "- #\n"])
def test_a_file_that_is_too_big_is_refused(filling: str) -> None:
    text = filling * (MAX_BYTES + 1)
    assert refusal(text[: MAX_BYTES + 1]) == [
        "survey.yaml:1: the file is too big: at most 1,000,000 bytes are read"
    ]


def test_no_more_of_a_file_is_read_than_a_questionnaire_can_have(tmp_path: Path) -> None:
    file = tmp_path / "endless.yaml"
    file.write_bytes(b"")
    with file.open("r+b") as sparse:
        sparse.truncate(MAX_BYTES * 1000)
    with pytest.raises(FileError, match="endless.yaml:1: the file is too big"):
        files.read_definition(file)


FULL = MAX_BYTES * 9 // 10


@pytest.mark.parametrize(
    "text",
    [
        "#" * FULL,
        " " * FULL,
        "\n" * FULL,
        '"' * FULL,
        "'" * FULL,
        "*" * FULL,
        "title: " + "# a " * (FULL // 4),
        "title: x\n" + "   #a\n" * (FULL // 6),
        "title: a\n" + "  text:x\n" * (FULL // 9),
        "title: a\n" * (FULL // 100) + "\u00a0" * (FULL // 2),
        "- {" + ", text: a" * (FULL // 9) + "[",
        "{" + ", ".join(f"k{n}" for n in range(5_000)) + "}",
        "slug: a\n" + "".join(f"lable{n}: x\n" for n in range(5_000)),
        "".join(f"k{n}: &a{n} x\n" for n in range(5_000)) + "z: *b\n",
        "choices:\n" + "".join(f"- {{coed: a{n}, lable: b, valeu: 1}}\n" for n in range(1_500)),
    ],
    ids=lambda text: text[:12],
)
def test_a_file_that_is_full_of_one_thing_is_refused(text: str) -> None:
    assert problems_in(text)


def test_a_file_with_thousands_of_problems_tells_the_first_hundred() -> None:
    with pytest.raises(FileError) as refused:
        parse("slug: a\n" * 5000, file="survey.yaml")
    told = str(refused.value).splitlines()
    assert told[0] == "survey.yaml:2: slug stands twice here, first in line 1"
    assert (len(told), told[-1]) == (101, "and 4,899 more")


def test_a_condition_on_a_question_with_many_choices_is_looked_up_not_searched() -> None:
    choices = [{"code": f"c{n}", "label": f"Label {n}"} for n in range(3000)]
    asked = definition_of_questions(question("many", choices=choices))
    written = asked.model_dump(mode="json", exclude_none=True)
    for n in range(1, 500):
        condition = {"question": "many", "any_of": [f"c{n}", f"d{n}"]}
        page = {"code": f"p{n}", "title": f"Page {n}", "shown_when": {"all": [condition]}}
        written["sections"][0]["pages"].append(page)
    conditional = Definition.model_validate(written)
    assert len([problem for problem in check(conditional) if "no choice" in problem.reason]) == 499
