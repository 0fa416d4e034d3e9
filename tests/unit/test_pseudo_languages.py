"""The pseudo-languages: everything is translated but what code or markup needs."""

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from tests.pseudo import BRACKETED, KEPT, LANGUAGES_MADE, RIGHT_TO_LEFT, pseudo
from tests.wording import untranslated_in

SENTENCE = "Save %(n)d <b>answers</b> of {area} &amp; go 100%% on"


@pytest.mark.parametrize("language", LANGUAGES_MADE)
def test_placeholders_and_markup_stay(language: str) -> None:
    assert KEPT.findall(pseudo(SENTENCE, language)) == KEPT.findall(SENTENCE)


@pytest.mark.parametrize("language", LANGUAGES_MADE)
def test_lines_and_the_marks_of_lists_stay(language: str) -> None:
    lines = pseudo("One\n\n- two\n2. three\n> four\n", language).split("\n")
    assert [re.sub(r"[⟦\u202e].*", "", line) for line in lines] == ["", "", "- ", "2. ", "> ", ""]


def test_words_become_longer_and_stand_in_brackets() -> None:
    longer = pseudo("Check your answers before you send them")
    assert longer[0] == "⟦"
    assert longer[-1] == "⟧"
    assert 1.3 < len(longer) / len("Check your answers before you send them") < 1.5
    assert untranslated_in(longer, []) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("⟦Šééñt⟧ on 3 May", ["on 3 May"]),
        ("⟦one⟧ Round one", []),
        (f"⟦on 3 {pseudo('May')} 2026⟧", [f"3 {pseudo('May')} 2026"]),
        (f"⟦on «3 {pseudo('May')} 2026»⟧", []),
        ("⟦at 14:30⟧", ["14:30"]),
        ("⟦up to 10,000⟧", ["10,000"]),
    ],
)
def test_what_was_not_translated_is_found(text: str, found: list[str]) -> None:
    assert untranslated_in(text, ["Round one"]) == found


@pytest.mark.parametrize("language", LANGUAGES_MADE)
@pytest.mark.parametrize("text", ["Next", "This field is required.", "November"])
def test_messages_of_the_project_of_django_and_of_allauth_are_translated(
    language: str, text: str
) -> None:
    with translation.override(language):
        assert gettext(text) == pseudo(text, language)
        assert translation.get_language_bidi() == (language == RIGHT_TO_LEFT)


def test_plural_forms_are_translated() -> None:
    with translation.override(BRACKETED):
        forms = [ngettext("%(size)d byte", "%(size)d bytes", n) for n in (1, 2)]
    assert forms == [pseudo("%(size)d byte"), pseudo("%(size)d bytes")]
