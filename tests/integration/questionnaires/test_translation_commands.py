"""The work of a translator: begin a file, fill it in, load it, and follow the questionnaire."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from questionnaires.core import files, translation_update
from questionnaires.core.yaml_format import dump
from questionnaires.languages import languages_of
from questionnaires.models import Version
from questionnaires.selectors import instrument_of, latest_version, translations_of
from tests.builders import definition_of_questions, question
from tests.surveys import larc7_definition
from tests.translations import pseudo_translation

pytestmark = pytest.mark.django_db

TEA = definition_of_questions(question("tea"), title="Tea")


@pytest.fixture(autouse=True)
def languages(settings: Any) -> None:
    """The interface speaks Welsh besides English."""
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A definition file, with nothing beside it."""
    path = tmp_path / "tea.yaml"
    files.write(path, TEA, {})
    return path


@pytest.fixture
def welsh(file: Path) -> Path:
    """A complete translation file beside it."""
    path = files.translation_path(file, "cy")
    path.write_text(translation_update.dump(TEA, "cy", pseudo_translation(TEA)))
    return path


def run(*command: object) -> tuple[str, str]:
    """Return what a command says, and what it warns of."""
    out, err = StringIO(), StringIO()
    call_command(*map(str, command), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refusal(*command: object) -> str:
    with pytest.raises(CommandError) as error:
        run(*command)
    return str(error.value)


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_from_an_empty_file_to_a_published_version_in_two_languages(file: Path) -> None:
    welsh = files.translation_path(file, "cy")
    assert run("translate_questionnaire", file, "cy") == (
        f"{welsh}: 6 texts, 6 to translate, 0 to look at again (marked as fuzzy), 0 dropped.\n",
        "",
    )
    assert refusal("load_questionnaire", file).count("is not translated") == 6

    fill_in(welsh)
    told, _warned = run("load_questionnaire", file)
    assert told.startswith("test 1 is in these languages: en-gb, cy.\ntest 1 is a draft.")
    run("check_questionnaire", "test")
    run("publish_questionnaire", "test")
    version = latest_version("test")
    assert languages_of(version.pk) == ("en-gb", "cy")
    assert instrument_of(version.pk, "cy").title == "=Tea"


def fill_in(path: Path) -> None:
    """Translate each text that lacks it, as a translator would, with a sign before it."""
    head, *entries = path.read_text().split("\n\n")
    filled = [
        entry.replace('msgstr ""', 'msgstr "=' + entry.split('msgid "')[1].split("\n")[0])
        for entry in entries
    ]
    path.write_text("\n\n".join([head, *filled]))


def test_a_changed_questionnaire_asks_for_what_changed_only(file: Path, welsh: Path) -> None:
    file.write_text(dump(TEA).replace("What about tea?", "Do you drink tea?"))
    assert "question tea / text: the text has changed since" in refusal("load_questionnaire", file)
    told, _warned = run("translate_questionnaire", file, "cy")
    assert told.startswith(f"{welsh}: 6 texts, 0 to translate, 1 to look at again")
    (problem,) = refusal("load_questionnaire", file).splitlines()
    assert problem.endswith(
        ": question tea / text: is marked as fuzzy: look at it again, then take the mark away"
    )
    welsh.write_text(welsh.read_text().replace("#, fuzzy\n", ""))
    run("load_questionnaire", file)
    assert (
        translations_of(latest_version("test"))["cy"]["question tea / text"] == "‹What about tea?›"
    )


# Loading


def test_what_is_wrong_in_several_files_is_told_at_once(
    file: Path, welsh: Path, settings: Any
) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("ga", "Gaeilge")]
    welsh.write_text(welsh.read_text().replace('msgstr "‹Tea›"', 'msgstr ""'))
    irish = files.translation_path(file, "ga")
    irish.write_text("Tae")
    assert refusal("load_questionnaire", file).splitlines() == [
        f"{welsh}:14: questionnaire / title: is not translated",
        f"{irish}:1: not a PO file: Tae",
    ]
    assert not Version.objects.exists()


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("pl", "the pages around the questions do not speak pl, only en-gb, cy: translate the "
               "interface first (docs/translating.md)"),
        ("en-gb", "the questionnaire itself is written in en-gb"),
        ("Welsh", "Welsh is no code of a language in small letters, such as cy or pt-br"),
    ],
)  # fmt: skip
def test_a_file_for_a_language_that_cannot_be_offered_is_refused(
    file: Path, language: str, reason: str
) -> None:
    path = files.translation_path(file, language)
    path.write_text(translation_update.dump(TEA, "cy", pseudo_translation(TEA)))
    assert refusal("load_questionnaire", file) == f"{path}:1: {reason}"


def test_translations_of_other_files_are_none_of_this_one(file: Path, welsh: Path) -> None:
    for name in ("tea.old.cy.po", "teapot.cy.po", "coffee.cy.po", "tea.po", "tea.cy.po~"):
        file.with_name(name).write_text("not for this one")
    told, _warned = run("load_questionnaire", file)
    assert "languages: en-gb, cy.\n" in told


def test_a_translation_that_is_no_text_is_told(file: Path, welsh: Path) -> None:
    welsh.write_bytes(b'msgid ""\nmsgstr "\xe2\x80"\n')
    assert refusal("load_questionnaire", file) == (
        f"{welsh}:2: this is not a text file in UTF-8: save it as plain text with that encoding"
    )


def test_a_file_from_windows_is_read(file: Path, welsh: Path) -> None:
    text = welsh.read_text().replace("\n", "\r\n")
    welsh.write_bytes(b"\xef\xbb\xbf" + text.encode())
    run("load_questionnaire", file)
    assert translations_of(latest_version("test")) == {"cy": pseudo_translation(TEA)}


# Beginning and following a translation


def test_a_language_that_the_interface_does_not_speak_yet_is_warned_of(file: Path) -> None:
    told, warned = run("translate_questionnaire", file, "pl")
    assert "6 to translate" in told
    assert warned.startswith("It cannot be loaded yet: the pages around the questions do not speak")


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("en-gb", "the questionnaire itself is written in en-gb"),
        ("../cy", "../cy is no code of a language in small letters, such as cy or pt-br"),
    ],
)
def test_a_language_that_none_can_be_for_is_refused(file: Path, language: str, reason: str) -> None:
    before = contents(file.parent)
    assert refusal("translate_questionnaire", file, language) == reason
    assert contents(file.parent) == before


@pytest.mark.parametrize("broken", ["file", "welsh"])
def test_nothing_is_written_beside_a_file_that_is_wrong(
    file: Path, welsh: Path, broken: str
) -> None:
    path = {"file": file, "welsh": welsh}[broken]
    path.write_text("nonsense")
    before = contents(file.parent)
    assert refusal("translate_questionnaire", file, "cy").startswith(f"{path}:1: ")
    assert contents(file.parent) == before


def test_a_missing_definition_is_told(file: Path) -> None:
    file.unlink()
    assert refusal("translate_questionnaire", file, "cy") == f"{file}: No such file or directory"


# Writing out


def test_translations_are_written_beside_the_definition(tmp_path: Path) -> None:
    original = tmp_path / "larc7.yaml"
    translation = pseudo_translation(larc7_definition())
    files.write(original, larc7_definition(), {"cy": translation})
    run("load_questionnaire", original)
    run("publish_questionnaire", "larc7")
    written = tmp_path / "again" / "questionnaire.yaml"
    written.parent.mkdir()
    told, _warned = run("dump_questionnaire", "larc7", written)
    welsh = written.with_name("questionnaire.cy.po")
    assert told == f"larc7 1 is written to {written}, {welsh}.\n"
    assert welsh.read_text() == original.with_name("larc7.cy.po").read_text()
    told, _warned = run("load_questionnaire", written)
    assert told.endswith("larc7 1 already says the same and is published.\n")


@pytest.mark.parametrize("there", ["tea.yaml", "tea.ga.po"])
def test_a_file_that_is_there_already_is_not_written_over(
    file: Path, tmp_path: Path, there: str
) -> None:
    run("load_questionnaire", file)
    target = tmp_path / "new" / "tea.yaml"
    target.parent.mkdir()
    taken = target.with_name(there)
    taken.write_text("# with comments of its author\n")
    reason = "this file is there already, nothing is written"
    assert refusal("dump_questionnaire", "test", target) == f"{taken}: {reason}"
    assert contents(target.parent) == {there: "# with comments of its author\n"}
