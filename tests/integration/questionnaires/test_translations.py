"""A questionnaire in several languages: from files to rows, to instruments, and back to files."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from questionnaires.actions import CannotPublish, load_definition, publish_version
from questionnaires.core import files
from questionnaires.core.definition import Definition
from questionnaires.core.instrument import Instrument
from questionnaires.core.routing import walk
from questionnaires.core.translation import Translations
from questionnaires.languages import languages_of
from questionnaires.models import Version, VersionTranslation
from questionnaires.rendering import question_html
from questionnaires.selectors import definition_of, instrument_of, problems_of, translations_of
from tests.builders import definition_of_questions, question
from tests.markup import parse
from tests.publishing import published
from tests.strategies import definitions, plausible_answers, randoms, translations
from tests.surveys import larc7_definition
from tests.text_strategies import ANY_TEXT, ANY_WORDS
from tests.translations import pseudo_translation

pytestmark = pytest.mark.django_db

LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg"), ("pl", "Polski")]


@pytest.fixture(autouse=True)
def languages(settings: Any) -> None:
    """The interface speaks Welsh and Polish besides English."""
    settings.LANGUAGES = LANGUAGES


def draft_of(definition: Definition, translations: Translations) -> Version:
    draft, _is_new = load_definition(definition=definition, translations=translations)
    return draft


@pytest.fixture
def bilingual() -> Version:
    """LARC 7, published in English and with marks around its texts, which stand for Welsh."""
    translation = pseudo_translation(larc7_definition())
    return publish_version(version=draft_of(larc7_definition(), {"cy": translation}))


# Rows


def test_translations_come_back_as_they_were() -> None:
    translations = {
        "pl": pseudo_translation(larc7_definition(), "«»"),
        "cy": pseudo_translation(larc7_definition()),
    }
    assert translations_of(draft_of(larc7_definition(), translations)) == translations


def test_a_new_load_takes_the_place_of_the_drafts_translations() -> None:
    definition = definition_of_questions(question("one"))
    draft_of(definition, {"cy": pseudo_translation(definition)})
    assert translations_of(draft_of(definition, {})) == {}
    assert not VersionTranslation.objects.exists()


def test_a_version_has_one_translation_a_language(bilingual: Version) -> None:
    draft = draft_of(definition_of_questions(question("one")), {"cy": {}})
    with pytest.raises(IntegrityError, match="translation_language_once"), transaction.atomic():
        VersionTranslation.objects.create(version=draft, language="cy", texts={})


def test_what_is_published_with_the_same_translations_is_not_written_again(
    bilingual: Version,
) -> None:
    translations = {"cy": pseudo_translation(larc7_definition())}
    again = load_definition(definition=larc7_definition(), translations=translations)
    assert again == (bilingual, False)


@pytest.mark.parametrize("mark", ["«»", ""], ids=["reworded", "taken away"])
def test_another_translation_makes_a_draft_beside_what_is_published(
    bilingual: Version, mark: str
) -> None:
    translations = {"cy": pseudo_translation(larc7_definition(), mark)} if mark else {}
    draft, is_new = load_definition(definition=larc7_definition(), translations=translations)
    assert is_new
    assert (draft.number, draft.status) == (2, Version.Status.DRAFT)


# Publishing


def test_a_version_with_a_text_not_translated_cannot_be_published() -> None:
    definition = definition_of_questions(question("one"))
    translation = pseudo_translation(definition)
    del translation["question one / text"]
    with pytest.raises(CannotPublish) as refusal:
        publish_version(version=draft_of(definition, {"cy": translation}))
    assert str(refusal.value) == "error: translations.cy.question one / text: is missing"


def test_a_version_in_a_language_without_an_interface_cannot_be_published(settings: Any) -> None:
    definition = definition_of_questions(question("one"))
    draft = draft_of(definition, {"cy": pseudo_translation(definition)})
    assert problems_of(draft) == []
    settings.LANGUAGES = [("en-gb", "English"), ("pl", "Polski")]
    with pytest.raises(CannotPublish, match="do not speak cy, only en-gb, pl"):
        publish_version(version=draft)


# The instrument


def test_languages_come_with_the_own_one_first(bilingual: Version) -> None:
    assert languages_of(bilingual.pk) == ("en-gb", "cy")
    written_in_polish = published(definition_of_questions(question("one"), language="pl"))
    assert languages_of(written_in_polish.pk) == ("pl",)


def test_a_draft_has_no_languages_to_offer() -> None:
    draft = draft_of(definition_of_questions(question("one")), {})
    for ask in (languages_of, instrument_of):
        with pytest.raises(Version.DoesNotExist):
            ask(draft.pk)


def test_the_instrument_speaks_the_language_that_is_asked_for(bilingual: Version) -> None:
    authored, other = instrument_of(bilingual.pk), instrument_of(bilingual.pk, "cy")
    assert (authored.language, other.language) == ("en-gb", "cy")
    assert other.title == f"‹{authored.title}›"
    assert other.start_panels[0].body == f"‹{authored.start_panels[0].body}›"
    for code, asked in other.questions.items():
        assert asked.text == f"‹{authored.questions[code].text}›"


def test_a_language_that_is_not_carried_gives_the_wording_as_authored(bilingual: Version) -> None:
    authored = instrument_of(bilingual.pk)
    for language in (None, "en-gb", "pl", "nonsense", ""):
        assert instrument_of(bilingual.pk, language) is authored


def test_each_instrument_is_compiled_once(
    bilingual: Version, django_assert_num_queries: Any
) -> None:
    languages = (None, "cy", "pl", *languages_of(bilingual.pk))
    first = [instrument_of(bilingual.pk, language) for language in languages]
    with django_assert_num_queries(0):
        again = [instrument_of(bilingual.pk, language) for language in languages]
        assert languages_of(bilingual.pk) == ("en-gb", "cy")
    assert all(one is other for one, other in zip(first, again, strict=True))


@examples(max_examples=25)
@given(random=randoms())
def test_any_answers_lead_along_the_same_route_in_each_language(
    bilingual: Version, random: Any
) -> None:
    authored, other = instrument_of(bilingual.pk), instrument_of(bilingual.pk, "cy")
    answers = plausible_answers(authored, random)
    assert route(authored, answers) == route(other, answers)


def route(instrument: Instrument, answers: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    return [
        (
            route_page.section.code,
            route_page.page.code,
            [asked.code for asked in route_page.questions],
        )
        for route_page in walk(instrument, answers)
    ]


def test_questions_are_drawn_in_the_words_of_their_instrument(bilingual: Version) -> None:
    """Also after the other language, although both have the same codes."""
    for language, begins, ends in (("en-gb", "", ""), ("cy", "‹", "›"), ("en-gb", "", "")):
        asked = instrument_of(bilingual.pk, language).questions["role"]
        with override(language):
            html = question_html(asked, value={"choice": "practitioner"}, error="", texts={})
        legend = parse(html).one("legend")
        stem = f"{begins}Which of the following best describes your professional role?{ends}"
        assert legend.text == f"{stem} You need to answer this question to go on"
        assert f"{begins}Front line practitioner or carer{ends}" in html
        assert html.count(" checked") == 1


# Files


@examples(max_examples=25)
@given(definition=definitions(words=ANY_WORDS, texts=ANY_TEXT), data=st.data())
def test_any_questionnaire_comes_back_from_its_files_with_its_translations(
    definition: Definition, data: st.DataObject
) -> None:
    written = {language: data.draw(translations(definition)) for language in ("cy", "pl")}
    stored = draft_of(definition, written)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "questionnaire.yaml"
        files.write(path, definition_of(stored), translations_of(stored))
        assert files.read(path, offered=["cy", "pl"]) == (definition, written)
