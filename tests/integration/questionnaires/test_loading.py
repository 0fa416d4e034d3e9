"""A definition becomes rows, and the rows become the same definition again."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError
from hypothesis import given, settings

from questionnaires.actions import load_definition, publish_version
from questionnaires.core.compiler import compile_instrument
from questionnaires.core.definition import Definition
from questionnaires.models import Questionnaire, Version
from questionnaires.selectors import definition_of, instrument_of, latest_version
from tests.builders import definition_of_questions, question
from tests.publishing import published
from tests.strategies import definitions
from tests.surveys import larc7_definition
from tests.text_strategies import ANY_TEXT, ANY_WORDS

pytestmark = pytest.mark.django_db


def loaded(definition: Definition) -> Version:
    version, _is_new = load_definition(definition=definition)
    return version


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of this app."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_app_config("questionnaires").get_models(include_auto_created=True)
    }


# There and back


def test_larc7_comes_back_as_it_was() -> None:
    assert definition_of(loaded(larc7_definition())) == larc7_definition()


@settings(max_examples=25)
@given(definition=definitions(words=ANY_WORDS, texts=ANY_TEXT))
def test_any_questionnaire_comes_back_as_it_was(definition: Definition) -> None:
    assert definition_of(loaded(definition)) == definition


def test_the_instrument_is_that_of_the_definition(larc7: Version) -> None:
    from_rows, from_file = instrument_of(larc7.pk), compile_instrument(larc7_definition())
    assert from_rows.questions.keys() == from_file.questions.keys()
    assert list(from_rows.pages) == list(from_file.pages)
    assert from_rows.sources == from_file.sources


def test_the_instrument_is_compiled_once(larc7: Version, django_assert_num_queries: Any) -> None:
    first = instrument_of(larc7.pk)
    with django_assert_num_queries(0):
        assert instrument_of(larc7.pk) is first


def test_a_draft_has_no_instrument() -> None:
    draft = loaded(larc7_definition())
    with pytest.raises(Version.DoesNotExist):
        instrument_of(draft.pk)


# Drafts


def draft_asking(*codes: str, **fields: Any) -> Definition:
    return definition_of_questions(*(question(code) for code in codes), **fields)


def test_a_first_load_makes_a_draft() -> None:
    version, is_new = load_definition(definition=draft_asking("one", title="First"))
    assert is_new
    assert (version.status, version.number, version.title) == (Version.Status.DRAFT, 1, "First")
    assert version.published_at is None


def test_a_second_load_takes_the_place_of_the_draft() -> None:
    loaded(draft_asking("one", "two"))
    version = loaded(draft_asking("three"))
    assert Version.objects.get() == version
    assert version.number == 1
    assert definition_of(version) == draft_asking("three")
    kept = {row["code"] for row in all_rows()["questionnaires.Question"]}
    assert kept == {"three"}


def test_a_change_to_what_is_published_makes_a_draft_beside_it() -> None:
    first = published(draft_asking("one"))
    version, is_new = load_definition(definition=draft_asking("one", "two"))
    assert is_new
    assert (version.number, version.status) == (2, Version.Status.DRAFT)
    first.refresh_from_db()
    assert (first.number, first.status) == (1, Version.Status.PUBLISHED)
    assert definition_of(first) == draft_asking("one")


def test_what_is_published_already_is_not_written_again() -> None:
    version = published(draft_asking("one"))
    before = all_rows()
    assert load_definition(definition=draft_asking("one")) == (version, False)
    assert all_rows() == before


def test_going_back_to_what_is_published_removes_the_draft() -> None:
    version = published(draft_asking("one"))
    loaded(draft_asking("one", "two"))
    assert load_definition(definition=draft_asking("one")) == (version, False)
    assert Version.objects.get() == version


def test_questionnaires_do_not_touch_one_another() -> None:
    one = loaded(draft_asking("one", slug="first"))
    loaded(draft_asking("two", slug="second"))
    loaded(draft_asking("three", slug="second"))
    assert definition_of(one) == draft_asking("one", slug="first")
    assert {str(questionnaire) for questionnaire in Questionnaire.objects.all()} == {
        "first",
        "second",
    }


def test_the_latest_version_is_the_draft_unless_another_is_asked_for() -> None:
    first = published(draft_asking("one"))
    draft = loaded(draft_asking("two"))
    assert latest_version("test") == draft
    assert latest_version("test", status=Version.Status.PUBLISHED) == first
    publish_version(version=draft)
    assert latest_version("test", status=Version.Status.PUBLISHED) == draft


def test_a_failed_load_leaves_everything_as_it_was() -> None:
    loaded(draft_asking("one"))
    before = all_rows()
    twice = draft_asking("two", "two")
    with pytest.raises(IntegrityError, match="question_code_once"):
        load_definition(definition=twice)
    assert all_rows() == before
