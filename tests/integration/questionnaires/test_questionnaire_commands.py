"""The four commands: what they do and what they say, above all when something is wrong."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from questionnaires.actions import load_definition
from questionnaires.models import Version
from questionnaires.selectors import definition_of, latest_version
from tests.builders import definition_of_questions, options, question
from tests.publishing import published
from tests.surveys import LARC7_FILE, larc7_definition

pytestmark = pytest.mark.django_db

COMMANDS_WITH_A_SLUG = ["check_questionnaire", "dump_questionnaire", "publish_questionnaire"]


def run(command: str, argument: object) -> str:
    out = StringIO()
    call_command(command, str(argument), stdout=out)
    return out.getvalue()


def refusal(command: str, argument: object) -> str:
    with pytest.raises(CommandError) as error:
        run(command, argument)
    return str(error.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "visits.yaml"


def write(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


# All of them, one after another


def test_from_a_file_to_a_published_version_and_back(file: Path) -> None:
    told = run("load_questionnaire", LARC7_FILE)
    assert told == (
        "larc7 1 is a draft. Check it with `check_questionnaire larc7`, "
        "publish it with `publish_questionnaire larc7`.\n"
    )
    assert run("check_questionnaire", "larc7") == "larc7 1 has no errors (draft).\n"
    assert run("publish_questionnaire", "larc7") == "larc7 1 is published and frozen.\n"
    assert run("check_questionnaire", "larc7") == "larc7 1 has no errors (published).\n"
    again = run("load_questionnaire", write(file, run("dump_questionnaire", "larc7")))
    assert again == "larc7 1 already says the same and is published.\n"
    assert definition_of(Version.objects.get()) == larc7_definition()


@pytest.mark.parametrize("command", COMMANDS_WITH_A_SLUG)
def test_an_unknown_name_is_told(command: str) -> None:
    assert refusal(command, "nobody") == "There is no questionnaire nobody."


# Loading


def test_a_missing_file_is_told(file: Path) -> None:
    assert refusal("load_questionnaire", file) == f"{file}: No such file or directory"


def test_a_folder_is_told(file: Path) -> None:
    assert refusal("load_questionnaire", file.parent) == f"{file.parent}: Is a directory"


def test_a_file_that_is_no_text_is_told(file: Path) -> None:
    file.write_bytes(b"PK\x03\x04\xff\xfe\x00")
    assert refusal("load_questionnaire", file) == (
        f"{file}:1: this is not a text file in UTF-8: save it as plain text with that encoding"
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("slug: larc7", "slug: LARC 7", "slug: LARC 7", "slug must be small letters"),
        ("hint: Please tick one answer.", "hnt: x", "hnt: x", "hnt is not a field"),
        ("{area} local", "{aera} local", "{aera} local", "nothing fills {aera}"),
        ("title: Harmful", "title: [Harmful", "title: [Harmful", "the [ that opens here"),
    ],
    ids=["schema", "unknown field", "placeholder", "syntax"],
)
def test_a_wrong_file_is_refused_with_file_line_and_reason(
    file: Path, old: str, new: str, line: str, reason: str
) -> None:
    text = LARC7_FILE.read_text(encoding="utf-8").replace(old, new, 1)
    number = next(n for n, found in enumerate(text.splitlines(), 1) if line in found)
    told = refusal("load_questionnaire", write(file, text))
    assert any(
        sentence.startswith(f"{file}:{number}: ") and reason in sentence
        for sentence in told.splitlines()
    ), told
    assert not Version.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just words",
        "- a\n- b\n",
        "slug: x\ntitle: !!python/object:os.system x\nsections: []\n",
        'slug: x\ntitle: "a\\0b"\nsections: [{code: a, title: A, pages: [{code: b, title: B}]}]\n',
        f"slug: x\ntitle: {'long ' * 41}\nsections: [{{code: a, title: A, pages: "
        "[{code: b, title: B}]}]\n",
    ],
    ids=["empty", "words", "list", "object", "invisible character", "long title"],
)
def test_whatever_is_no_questionnaire_is_refused_in_words(file: Path, text: str) -> None:
    told = refusal("load_questionnaire", write(file, text))
    assert told.startswith(f"{file}:")
    assert not Version.objects.exists()


# Checking and publishing

DOUBTFUL = """\
slug: visits
title: Visits
sections:
  - code: you
    title: About you
    pages:
      - code: role
        title: Your role
        questions:
          - code: role
            type: single
            text: "What is your role in {area}?"
            required: true
            release: keep
            choices:
              - {code: manager, label: Manager}
              - {code: other, label: "<b>Other</b>"}
  - code: team
    title: Your team
    shown_when:
      all:
        - {question: role, any_of: [manager]}
        - {question: role, any_of: [other]}
    pages:
      - code: team
        title: Your team
"""
DOUBTS = [
    "17: warning: <b> will be shown as it is typed: HTML does not work here, and **bold** instead "
    "of it only in some texts",
    "20: warning: nobody can reach this section: its conditions cannot hold together",
]


def test_a_file_is_checked_with_its_own_lines_and_nothing_is_stored(file: Path) -> None:
    told = run("check_questionnaire", write(file, DOUBTFUL)).splitlines()
    assert told == [*(f"{file}:{doubt}" for doubt in DOUBTS), f"{file} has no errors."]
    assert not Version.objects.exists()


def test_what_is_doubtful_is_told_when_a_file_is_loaded(file: Path) -> None:
    told = run("load_questionnaire", write(file, DOUBTFUL)).splitlines()
    assert told[:-1] == [f"{file}:{doubt}" for doubt in DOUBTS]
    assert told[-1].startswith("visits 1 is a draft.")


def test_what_is_stored_is_checked_with_the_lines_of_the_file_that_is_dumped(file: Path) -> None:
    run("load_questionnaire", write(file, DOUBTFUL))
    told = run("check_questionnaire", "visits").splitlines()
    dumped = run("dump_questionnaire", "visits").splitlines()
    lines = [int(line.removeprefix("line ").partition(":")[0]) for line in told[:2]]
    assert "<b>" in dumped[lines[0] - 1]
    assert dumped[lines[1] - 1].strip() == "shown_when:"
    assert [line.partition(": ")[2] for line in told[:2]] == [
        doubt.partition(": ")[2] for doubt in DOUBTS
    ]
    assert told[2:] == [
        "Lines are those that `dump_questionnaire visits` writes.",
        "visits 1 has no errors (draft).",
    ]


def test_a_file_with_an_error_is_refused_by_the_check_as_by_loading(file: Path) -> None:
    write(file, DOUBTFUL.replace("required: true", "required: yes"))
    told = refusal("check_questionnaire", file)
    assert told == f"{file}:13: required must be true or false, without quotes: write true"
    assert refusal("load_questionnaire", file) == told


def test_a_file_is_compared_with_what_was_published(file: Path) -> None:
    run("load_questionnaire", write(file, DOUBTFUL))
    run("publish_questionnaire", "visits")
    changed = DOUBTFUL.replace("code: other, label", "code: others, label")
    write(file, changed.replace("[other]", "[others]"))
    assert refusal("check_questionnaire", file) == (
        f"{file}:15: other was published: retire it instead of deleting it"
    )


def test_a_file_that_is_missing_is_told_by_the_check(file: Path) -> None:
    assert refusal("check_questionnaire", file) == f"{file}: No such file or directory"


def test_a_translation_that_is_doubtful_is_told_at_its_line(settings: Any, file: Path) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("cy", "Cymraeg")]
    write(file, DOUBTFUL)
    call_command("translate_questionnaire", str(file), "cy", stdout=StringIO(), stderr=StringIO())
    catalogue = file.with_name("visits.cy.po")
    empty = catalogue.read_text(encoding="utf-8")
    text = re.sub('msgid "(.+)"\nmsgstr ""', r'msgid "\1"\nmsgstr "\1"', empty)
    write(catalogue, text.replace('msgstr "Manager"', 'msgstr "Rheolwr&nbsp;"'))
    line = text.splitlines().index('msgid "Manager"') + 1
    doubt = "question role / choice manager / label: &nbsp; will be shown as it is typed"
    assert f"{catalogue}:{line}: warning: {doubt}" in run("check_questionnaire", file)
    run("load_questionnaire", file)
    assert f"cy / {doubt.replace(': &', ': warning: &')}" in run("check_questionnaire", "visits")


def store(*codes: str, **fields: object) -> Version:
    questions = [question(code, **fields) for code in codes]
    version, _is_new = load_definition(definition=definition_of_questions(*questions))
    return version


def test_warnings_are_told_and_do_no_harm() -> None:
    store("one", release=None)
    told = run("check_questionnaire", "test").splitlines()
    assert told == [
        "line 10: warning: one declares no release, so no dataset will hold it",
        "Lines are those that `dump_questionnaire test` writes.",
        "test 1 has no errors (draft).",
    ]


def test_errors_are_told_and_stop_publishing() -> None:
    published(definition_of_questions(question("one", choices=options("yes", "no"))))
    store("one", choices=options("yes"))
    problem = "line 14: error: no was published: retire it instead of deleting it"
    out = StringIO()
    with pytest.raises(CommandError, match="test 2 has errors and cannot be published."):
        call_command("check_questionnaire", "test", stdout=out)
    lines = "Lines are those that `dump_questionnaire test` writes."
    assert out.getvalue() == f"{problem}\n{lines}\n"
    assert refusal("publish_questionnaire", "test") == problem
    assert latest_version("test").status == Version.Status.DRAFT


def test_publishing_again_says_that_there_is_no_draft() -> None:
    published(definition_of_questions(question("one")))
    told = run("publish_questionnaire", "test")
    assert told == "test 1 is published already; there is no draft.\n"


# Writing out


def test_a_draft_is_written_out_before_the_published_version(file: Path) -> None:
    published(definition_of_questions(question("one")))
    store("one", "two")
    dumped = run("dump_questionnaire", "test")
    assert "code: two" in dumped
    assert run("load_questionnaire", write(file, dumped)).startswith("test 2 is a draft.")
    assert run("dump_questionnaire", "test") == dumped
