"""Publishing: only what is sound, and from then on the database lets nobody change it."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError
from psycopg import sql

from questionnaires.actions import CannotPublish, load_definition, publish_version
from questionnaires.core.definition import Definition
from questionnaires.models import Question, Questionnaire, Version
from questionnaires.selectors import definition_of
from tests.builders import definition_of_questions, options, question
from tests.publishing import published
from tests.surveys import larc7_definition
from tests.translations import pseudo_translation

pytestmark = pytest.mark.django_db

REFUSAL = "a published version of a questionnaire cannot be changed"

PARTS: list[type[models.Model]] = [
    model
    for model in apps.get_app_config("questionnaires").get_models(include_auto_created=True)
    if model not in (Questionnaire, Version)
]
"""Every table that holds a part of a version. LARC 7, translated, has rows in each of them."""


def draft_of(definition: Definition, **more: Any) -> Version:
    draft, _is_new = load_definition(definition=definition, **more)
    return draft


def translated_draft_of(definition: Definition) -> Version:
    return draft_of(definition, translations={"cy": pseudo_translation(definition)})


@pytest.fixture
def larc7(settings: Any) -> Version:
    """LARC 7, loaded with a translation and published: it has rows in every table."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("cy", "Cymraeg")]
    return publish_version(version=translated_draft_of(larc7_definition()))


@pytest.fixture
def other_draft() -> Version:
    """A draft that has rows in every table."""
    return translated_draft_of(larc7_definition().model_copy(update={"slug": "another"}))


def refused(statement: str, *values: Any, **names: str | list[str]) -> None:
    """Run *statement*, in which `{name}` stands for a table or columns, and see it refused."""
    identifiers = {
        name: sql.SQL(", ").join(map(sql.Identifier, [words] if isinstance(words, str) else words))
        for name, words in names.items()
    }
    with (
        pytest.raises(IntegrityError, match=REFUSAL),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.SQL(statement).format(**identifiers), values)


# Frozen


def test_no_part_of_a_published_version_can_be_changed(larc7: Version) -> None:
    for model in PARTS:
        table, key = model._meta.db_table, a_key(model)
        refused("UPDATE {table} SET id = id WHERE id = %s", key, table=table)


def test_no_part_of_a_published_version_can_be_deleted(larc7: Version) -> None:
    for model in PARTS:
        refused("DELETE FROM {table} WHERE id = %s", a_key(model), table=model._meta.db_table)


def test_nothing_can_be_added_to_a_published_version(larc7: Version) -> None:
    copy = "INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE id = %s"
    for model in PARTS:
        columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
        refused(copy, a_key(model), table=model._meta.db_table, columns=columns)


def test_no_part_of_a_draft_can_be_moved_into_a_published_version(
    larc7: Version, other_draft: Version
) -> None:
    """By none of its foreign keys: a page, say, is read through its section."""
    move = "UPDATE {table} SET {column} = %s WHERE id = %s"
    for model in PARTS:
        keys = [field for field in model._meta.concrete_fields if field.many_to_one]
        for field in keys:
            values = a_key(field.related_model), a_key(model, of_draft=True)
            refused(move, *values, table=model._meta.db_table, column=field.column)


def a_key(model: type[models.Model], *, of_draft: bool = False) -> int:
    """Return the key of a row of the version that was loaded first, or of a draft after it."""
    keys = model._default_manager.order_by("-pk" if of_draft else "pk")
    return keys.values_list("pk", flat=True)[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Another title"},
        {"number": 7},
        {"status": Version.Status.DRAFT, "published_at": None},
    ],
)
def test_a_published_version_itself_cannot_be_changed(
    larc7: Version, changes: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
        Version.objects.filter(pk=larc7.pk).update(**changes)


def test_a_published_version_cannot_be_deleted(larc7: Version) -> None:
    with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
        larc7.delete()
    with pytest.raises(ProtectedError):
        larc7.questionnaire.delete()


def test_a_questionnaire_that_was_published_keeps_its_name(larc7: Version) -> None:
    with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
        Questionnaire.objects.update(slug="renamed")


def test_a_draft_can_be_changed_and_deleted(larc7: Version, other_draft: Version) -> None:
    assert Question.objects.filter(version=other_draft).update(hint="Take your time.") > 40
    other_draft.delete()
    assert definition_of(larc7) == larc7_definition()
    assert Questionnaire.objects.filter(slug="another").update(slug="renamed") == 1


# What may be published


def test_publishing_gives_the_time_and_changes_no_word() -> None:
    draft = draft_of(larc7_definition())
    version = publish_version(version=draft)
    assert version.status == Version.Status.PUBLISHED
    assert version.published_at is not None
    assert definition_of(version) == larc7_definition()


def test_publishing_twice_is_publishing_once(larc7: Version) -> None:
    assert publish_version(version=larc7).published_at == larc7.published_at


def test_errors_refuse_it_and_are_told() -> None:
    draft = draft_of(definition_of_questions(question("one", text="In {aera}?")))
    with pytest.raises(CannotPublish) as refusal:
        publish_version(version=draft)
    (problem,) = refusal.value.problems
    assert problem.reason.startswith("nothing fills {aera}")
    assert str(problem) == str(refusal.value)
    draft.refresh_from_db()
    assert (draft.status, draft.published_at) == (Version.Status.DRAFT, None)


def test_warnings_do_not_refuse_it() -> None:
    undeclared = definition_of_questions(question("one", release=None))
    assert published(undeclared).status == Version.Status.PUBLISHED


# What a later version must keep

FIRST = definition_of_questions(
    question("kept", choices=options("yes", "no")),
    question("grid", "grid", rows=options("upper", "lower")),
)

YES_AND_RETIRED_NO = options("yes", {"code": "no", "label": "No", "retired": True})


def later(*questions: dict[str, Any]) -> Definition:
    """FIRST with some of its questions changed, by their codes, and others added."""
    changed = {
        "kept": question("kept", choices=options("yes", "no")),
        "grid": question("grid", "grid", rows=options("upper", "lower")),
    }
    changed |= {written["code"]: written for written in questions}
    return definition_of_questions(*changed.values())


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (
            question("kept", choices=options("yes")),
            "no was published: retire it instead of deleting it",
        ),
        (
            question("grid", "grid", rows=options("upper")),
            "lower was published: retire it instead of deleting it",
        ),
        (
            question("grid", "grid", choices=options("agree")),
            "disagree was published: retire it instead of deleting it",
        ),
        (
            question("kept", choices=options("no", "yes")),
            "no was published with the value 2",
        ),
        (
            question("kept", "multiple", choices=options("yes", "no")),
            "kept was published as single: give the new question a new code",
        ),
    ],
)
def test_a_published_code_keeps_its_meaning(changed: dict[str, Any], reason: str) -> None:
    published(FIRST)
    with pytest.raises(CannotPublish) as refusal:
        publish_version(version=draft_of(later(changed)))
    assert reason in [problem.reason for problem in refusal.value.problems]


@pytest.mark.parametrize(
    "changed",
    [
        question("kept", choices=YES_AND_RETIRED_NO),
        question("kept", choices=options("yes", "no", "unsure"), text="Other words?"),
        question("grid", "grid", rows=options("lower", "upper", "middle")),
        question("added"),
    ],
    ids=["retired", "added choice", "moved row", "added question"],
)
def test_what_changes_no_meaning_may_change(changed: dict[str, Any]) -> None:
    published(FIRST)
    assert published(later(changed)).number == 2


def test_a_code_keeps_its_meaning_over_versions_in_which_it_was_not_asked() -> None:
    published(FIRST)
    published(definition_of_questions(question("other")))
    back_again = definition_of_questions(question("kept", "multiple"))
    with pytest.raises(CannotPublish, match="kept was published as single"):
        publish_version(version=draft_of(back_again))


def test_a_column_belongs_to_its_question_over_versions_in_which_it_was_not_asked() -> None:
    published(FIRST)
    published(definition_of_questions(question("other")))
    taken = definition_of_questions(question("new", variable="kept"))
    with pytest.raises(CannotPublish, match="column name kept was published for kept"):
        publish_version(version=draft_of(taken))


def test_a_problem_with_several_earlier_versions_is_told_once() -> None:
    published(FIRST)
    published(later(question("added")))
    with pytest.raises(CannotPublish) as refusal:
        publish_version(version=draft_of(later(question("kept", "text"), question("added"))))
    assert len(refusal.value.problems) == 1
