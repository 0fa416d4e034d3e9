"""A translation file is brought up to date."""

from __future__ import annotations

import pytest

from questionnaires.core.translation_file import TranslationError
from questionnaires.core.translation_update import dump
from tests.builders import definition_of_questions, options, question
from tests.unit.welsh_tea import WELSH_TEA, changed, tea, updated


def entry(file: str, address: str) -> str:
    """Return the lines of one entry of *file*, comments of ours left out."""
    (found,) = (part for part in file.split("\n\n") if f'msgctxt "{address}"' in part)
    return "\n".join(line for line in found.strip().split("\n") if not line.startswith("#."))


def test_a_text_that_changed_is_to_be_looked_at_again_beside_its_earlier_words() -> None:
    text = dump(tea(), "cy", WELSH_TEA)
    after = updated(tea("Do you drink tea or coffee in {area}?"), text)
    assert (after.texts, after.to_translate, after.to_look_at, after.dropped) == (6, 0, 1, 0)
    assert entry(after.text, "question tea / text") == (
        "#, fuzzy, python-brace-format\n"
        '#| msgid "Do you drink tea in {area}?"\n'
        'msgctxt "question tea / text"\n'
        'msgid "Do you drink tea or coffee in {area}?"\n'
        'msgstr "Ydych chi’n yfed te yn {area}?"'
    )
    assert entry(after.text, "questionnaire / title").endswith('msgstr "Te"')


def test_long_earlier_words_are_quoted_line_by_line() -> None:
    """GNU gettext refuses a quotation that a line break cuts in two."""
    long = (
        "Do you drink tea in {area}, with or without milk, sugar, lemon or anything else\nat all?"
    )
    text = dump(tea(long), "cy", WELSH_TEA)
    lines = entry(updated(tea(), text).text, "question tea / text").split("\n")
    quoted = [line for line in lines if line.startswith("#|")]
    assert len(quoted) > 2
    assert quoted[0] == '#| msgid ""'
    assert all(line.startswith('#| "') and line.endswith('"') for line in quoted[1:])


def test_what_is_to_be_looked_at_stays_so_until_somebody_did() -> None:
    first = updated(tea("Is it tea in {area}?"), dump(tea(), "cy", WELSH_TEA))
    again = updated(tea("Is it tea in {area}?"), first.text)
    assert again == first


def test_a_text_that_changes_twice_quotes_the_words_before() -> None:
    first = updated(tea("Is it tea in {area}?"), dump(tea(), "cy", WELSH_TEA))
    again = updated(tea("Tea in {area}?"), first.text)
    assert '#| msgid "Is it tea in {area}?"\n' in entry(again.text, "question tea / text")


def test_new_texts_are_added_and_what_is_gone_is_dropped() -> None:
    after = updated(tea(hint="Any tea", choices=options("yes")), dump(tea(), "cy", WELSH_TEA))
    assert (after.texts, after.to_translate, after.to_look_at, after.dropped) == (6, 1, 0, 1)
    assert entry(after.text, "question tea / hint").endswith('msgid "Any tea"\nmsgstr ""')
    assert "Nac ydw" not in after.text


def test_a_text_that_is_translated_elsewhere_gets_that_to_look_at() -> None:
    both = definition_of_questions(
        question("tea", text="Do you drink tea in {area}?"), question("coffee"), title="Tea"
    )
    after = updated(both, dump(tea(), "cy", WELSH_TEA))
    assert (after.to_translate, after.to_look_at) == (1, 2)
    assert entry(after.text, "question coffee / choice yes / label") == (
        '#, fuzzy\nmsgctxt "question coffee / choice yes / label"\nmsgid "Yes"\nmsgstr "Ydw"'
    )


def test_what_nobody_has_looked_at_is_not_passed_on() -> None:
    text = changed(
        'msgctxt "question tea / choice yes', '#, fuzzy\nmsgctxt "question tea / choice yes'
    )
    both = definition_of_questions(question("tea"), question("coffee"), title="Tea")
    after = updated(both, text)
    assert entry(after.text, "question coffee / choice yes / label").endswith('msgstr ""')


def test_a_text_never_translated_is_not_marked_when_it_changes() -> None:
    text = dump(tea(), "cy", WELSH_TEA | {"question tea / text": ""})
    after = updated(tea("Tea in {area}?"), text)
    assert (after.to_translate, after.to_look_at) == (1, 0)


def test_header_and_remarks_of_translators_stay() -> None:
    text = changed(
        'msgctxt "questionnaire / title"', '# A warm drink.\nmsgctxt "questionnaire / title"'
    )
    text = text.replace("Language: cy", 'Last-Translator: Somebody\\n"\n"Language: cy')
    after = updated(tea("Tea in {area}?"), text).text
    assert "Last-Translator: Somebody" in after
    assert entry(after, "questionnaire / title").startswith("# A warm drink.\nmsgctxt")


def test_a_file_that_is_none_is_not_touched() -> None:
    with pytest.raises(TranslationError, match="tea.cy.po:1: not a PO file: Te"):
        updated(tea(), "Te")
