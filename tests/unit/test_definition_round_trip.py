"""Loading, dumping and loading again gives the same definition."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.core.checks import check
from questionnaires.core.definition import Definition
from questionnaires.core.yaml_format import dump, parse
from tests.builders import (
    definition_of_pages,
    definition_of_questions,
    options,
    page,
    question,
    section,
)
from tests.strategies import definitions
from tests.text_strategies import ANY_TEXT, ANY_WORDS


def reloaded(definition: Definition) -> Definition:
    return parse(dump(definition), file="dumped.yaml")


@given(definitions())
def test_every_definition_survives_dumping_and_loading(definition: Definition) -> None:
    assert reloaded(definition) == definition


@settings(max_examples=100)
@given(definitions(words=ANY_WORDS, texts=ANY_TEXT))
def test_every_text_survives_dumping_and_loading(definition: Definition) -> None:
    assert reloaded(definition) == definition


SIGNS = st.sampled_from(
    [
        *"#:'\"[]&*!|>%@`-?,=~\\ \t\n.“”’–：a",
        " #",
        ": ",
        "label:",
        " text: ",
        "- ",
        "\u00a0",
        "\u200b",
        "x" * 60,
    ]
)
"""What has a meaning in YAML, or looks as if it had one."""


@settings(max_examples=300)
@given(text=st.lists(SIGNS, max_size=12).map("".join))
def test_a_text_of_signs_survives_in_whatever_place(text: str) -> None:
    written = question("tea", "text", hint=text, text=f"a{text}a", release="drop")
    definition = definition_of_pages(page("one", written, text=text), title=f"a{text}a")
    assert reloaded(definition) == definition


@given(definitions())
def test_dumping_what_was_dumped_gives_the_same_file(definition: Definition) -> None:
    assert dump(reloaded(definition)) == dump(definition)


@given(definitions())
def test_the_checks_say_the_same_of_a_dumped_definition(definition: Definition) -> None:
    assert check(reloaded(definition)) == check(definition)


@pytest.mark.parametrize(
    "text",
    [
        "Yes", "null", "~", "true", "1e3", "0_5", "007", "12", "1.5", "2016-03-27", "12:30", "a: b",
        "a #b", "# a", "- a", "*a", "&a", "!a", "%a", "@a", "{area}", "[a]", "'a'", '"a"', "a\\b",
        "🙂 emoji", "=1+1", "<<", "...", "a\n\nb", "a\nb\n", "\na", "  a\nb", "a  \nb", "a\n  b",
        " leading", "trailing ", "a\tb", "a\x85b", "a\u2028b", "a\x07b", "\ufeffa", "é",
        "long " * 60, "x" * 300, "a\r\nb", "a\n# b\n", "---\na",
    ],
)  # fmt: skip
def test_a_text_that_yaml_could_misread_comes_back_as_it_was(text: str) -> None:
    definition = definition_of_questions(question("role", hint=text))
    (asked,) = reloaded(definition).sections[0].pages[0].questions
    assert asked.hint == text


def test_a_dumped_file_leaves_out_what_says_nothing() -> None:
    definition = Definition.model_validate(
        {
            "slug": "tea",
            "title": "Tea",
            "sections": [
                section("all", page("one", question("tea", choices=options("yes", "no"))))
            ],
        }
    )
    assert dump(definition) == (
        "slug: tea\n"
        "title: Tea\n"
        "sections:\n"
        "- code: all\n"
        "  title: Section all\n"
        "  pages:\n"
        "  - code: one\n"
        "    title: Page one\n"
        "    questions:\n"
        "    - code: tea\n"
        "      type: single\n"
        "      text: What about tea?\n"
        "      release: keep\n"
        "      choices:\n"
        "      - code: 'yes'\n"
        "        label: 'Yes'\n"
        "        value: 1\n"
        "      - code: 'no'\n"
        "        label: 'No'\n"
        "        value: 2\n"
    )


def test_a_text_of_several_lines_is_dumped_as_a_readable_block() -> None:
    dumped = dump(definition_of_questions(question("tea", hint="First.\n\nSecond.")))
    assert "      hint: |-\n        First.\n\n        Second.\n" in dumped


def test_a_release_that_was_declared_as_drop_stays_declared() -> None:
    dumped = dump(definition_of_questions(question("tea", release="drop")))
    assert "release: drop" in dumped


def test_a_dumped_file_is_plain_yaml_without_aliases() -> None:
    same = options("yes", "no")
    dumped = dump(definition_of_questions(question("a", choices=same), question("b", choices=same)))
    assert yaml.safe_load(dumped)["slug"] == "test"
    assert "*" not in dumped
    assert "&" not in dumped
