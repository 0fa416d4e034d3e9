"""Translation files: what a translator gets, what is refused and how it is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.core.definition import Definition
from questionnaires.core.translation_file import TranslationError, parse
from questionnaires.core.translation_update import dump
from tests.strategies import definitions, translations
from tests.surveys import larc7_definition
from tests.text_strategies import ANY_TEXT, ANY_WORDS
from tests.translations import pseudo_translation
from tests.unit.welsh_tea import WELSH_TEA, changed, tea, updated


def parsed(text: str, definition: Definition) -> dict[str, str]:
    return parse(text, file="tea.cy.po", definition=definition, language="cy")


def refusal(text: str, definition: Definition | None = None) -> list[str]:
    with pytest.raises(TranslationError) as refused:
        parsed(text, definition or tea())
    return [str(problem) for problem in refused.value.problems]


# There and back


def test_larc7_comes_back_as_it_was_translated() -> None:
    translation = pseudo_translation(larc7_definition())
    assert parsed(dump(larc7_definition(), "cy", translation), larc7_definition()) == translation


@given(definitions(words=ANY_WORDS, texts=ANY_TEXT), st.data())
def test_any_translation_comes_back_as_it_was(drawn: Definition, data: st.DataObject) -> None:
    translation = data.draw(translations(drawn))
    assert parsed(dump(drawn, "cy", translation), drawn) == translation


@given(definitions(words=ANY_WORDS, texts=ANY_TEXT), st.data())
def test_an_update_of_what_is_up_to_date_changes_nothing(
    drawn: Definition, data: st.DataObject
) -> None:
    text = dump(drawn, "cy", data.draw(translations(drawn)))
    again = updated(drawn, text)
    assert again.text == text
    assert (again.to_translate, again.to_look_at, again.dropped) == (0, 0, 0)


# What a translator gets


def test_a_new_file_says_of_each_text_what_it_is() -> None:
    new = updated(tea(hint="Any  \n\ntea"), None)
    assert (new.texts, new.to_translate, new.to_look_at, new.dropped) == (7, 7, 0, 0)
    assert new.text == dump(tea(hint="Any  \n\ntea"), "cy", {})
    assert new.text == (
        "# The texts of the questionnaire test in another language.\n"
        "# How it is done is told in docs/translating.md.\n"
        'msgid ""\n'
        'msgstr ""\n'
        '"Project-Id-Version: test\\n"\n'
        '"Language: cy\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        "\n"
        "#. title of the questionnaire\n"
        "#. at most 200 characters\n"
        'msgctxt "questionnaire / title"\n'
        'msgid "Tea"\n'
        'msgstr ""\n'
        "\n"
        "#. name of a section\n"
        "#. at most 200 characters\n"
        'msgctxt "section only / title"\n'
        'msgid "Section only"\n'
        'msgstr ""\n'
        "\n"
        "#. heading of a page\n"
        "#. at most 300 characters\n"
        'msgctxt "page only / title"\n'
        'msgid "Page only"\n'
        'msgstr ""\n'
        "\n"
        "#. question\n"
        "#. keep {area}: the name of the respondent's local authority\n"
        "#, python-brace-format\n"
        'msgctxt "question tea / text"\n'
        'msgid "Do you drink tea in {area}?"\n'
        'msgstr ""\n'
        "\n"
        "#. instruction under a question: Do you drink tea in {area}?\n"
        'msgctxt "question tea / hint"\n'
        'msgid ""\n'
        '"Any  \\n"\n'
        '"\\n"\n'
        '"tea"\n'
        'msgstr ""\n'
        "\n"
        "#. answer to choose: Do you drink tea in {area}?\n"
        'msgctxt "question tea / choice yes / label"\n'
        'msgid "Yes"\n'
        'msgstr ""\n'
        "\n"
        "#. answer to choose: Do you drink tea in {area}?\n"
        'msgctxt "question tea / choice no / label"\n'
        'msgid "No"\n'
        'msgstr ""\n'
    )


@pytest.mark.parametrize(
    ("language", "locale"), [("cy", "cy"), ("pt-br", "pt_BR"), ("zh-hans", "zh_Hans")]
)
def test_the_header_names_the_language_as_gettext_does(language: str, locale: str) -> None:
    assert f'"Language: {locale}\\n"' in dump(tea(), language, WELSH_TEA)


# What is refused


SECOND = '\n\nmsgctxt "questionnaire / title"\nmsgid "Tea"\nmsgstr "Coffi"'


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('"Te"', '""', 'msgid "Tea"', "questionnaire / title: is not translated"),
        ('"Te"', '"  "', 'msgid "Tea"', "questionnaire / title: is not translated"),
        ("te yn {area}", "te", 'msgid "Do you', "question tea / text: lacks {area}"),
        ('"Te"', f'"{"x" * 201}"', 'msgid "Tea"', "questionnaire / title: has 201 characters"),
        ('"Tea"', '"Coffee"', 'msgid "Coffee"', "questionnaire / title: the text has changed"),
        ("#. question\n", "#, fuzzy\n", 'msgid "Do you', "question tea / text: is marked as fuzzy"),
        ("e / title", "e / name", 'msgid "Tea"', "questionnaire / name: is no text of"),
        ("e / title", "e / name", "# The texts", "questionnaire / title: is missing"),
        ('msgctxt "questionnaire / title"\n', "", 'msgid "Tea"', "msgctxt is missing"),
        ('msgstr "Te"', 'msgid_plural "Teas"\nmsgstr[0] "Te"', 'msgid "Tea"', "questionnaire / "),
        ('"Te"', f'"Te"{SECOND}', 'msgid "Tea"', "questionnaire / title: stands twice here"),
        ('"Te"', "Te", "msgstr Te", "not a PO file: msgstr Te"),
        ('"Te"', '"Te', 'msgstr "Te', 'not a PO file: msgstr "Te'),
        ('"Te"', '"T"e"', 'msgstr "T"e"', 'not a PO file: msgstr "T"e"'),
        ('msgstr "Te"', "Te", "Te", "not a PO file: Te"),
        ('msgstr "Te"\n', "", 'msgid "Tea"', "not a PO file: missing msgstr for msgid 'Tea'"),
        ("Language: cy", "Language: de", "# The texts", "its header says that it is in de, its"),
    ],
    ids=[
        "not translated", "blank", "placeholder lost", "too long", "text has changed", "fuzzy",
        "unknown address", "missing", "no address", "plural", "twice", "no quotes", "open quote",
        "quote inside", "no keyword", "no translation", "other language",
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_line_and_address(
    old: str, new: str, line: str, told: str
) -> None:
    text = changed(old, new)
    numbers = [n for n, found in enumerate(text.split("\n"), 1) if found.startswith(line)]
    sentences = refusal(text)
    beginning = f"tea.cy.po:{numbers[-1]}: {told}"
    assert any(sentence.startswith(beginning) for sentence in sentences), sentences
    assert len(sentences) <= 2


def test_all_that_is_wrong_is_told_at_once_in_order() -> None:
    text = dump(tea(), "cy", WELSH_TEA | {"page only / title": "", "questionnaire / title": ""})
    assert refusal(text) == [
        "tea.cy.po:14: questionnaire / title: is not translated",
        "tea.cy.po:26: page only / title: is not translated",
    ]


def test_a_file_without_entries_lacks_every_text() -> None:
    assert len(refusal("")) == len(WELSH_TEA)


def test_what_programs_of_translators_add_does_no_harm() -> None:
    """A longer header, comments, obsolete entries with earlier words, other line breaks."""
    text = dump(tea(), "cy", WELSH_TEA)
    text = text.replace('8bit\\n"\n', '8bit\\n"\n"X-Generator: Poedit 3.4\\n"\n')
    text = text.replace('msgid "Tea"', '# Checked with a tea drinker.\nmsgid ""\n"Te"\n"a"')
    text += (
        '\n#~| msgid "Mug"\n#~ msgctxt "question mug / text"\n#~ msgid "Cup"\n#~ msgstr "Cwpan"\n'
    )
    assert parsed(text, tea()) == WELSH_TEA


def test_blanks_around_a_translation_go_as_they_do_in_a_definition() -> None:
    assert parsed(changed('"Te"', '" Te\\n"'), tea()) == WELSH_TEA
