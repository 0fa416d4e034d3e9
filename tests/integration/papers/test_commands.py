"""Commands in papers: those of manage.py do what they are there for, the others are understood."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po
from django.core.management import call_command
from pytest_django import Settings

from fieldwork.models import LocalAuthority
from questionnaires.models import Version
from tests.authorities import stored_authorities
from tests.integration.papers.blocks import (
    COMMANDS,
    PROJECT,
    Snippet,
    inline_code,
    snippets_in,
)
from tests.integration.papers.programs import PLACEHOLDER, commands_in, judge, manage

DEFINITIONS = "questionnaires/definitions"
GUIDES = ("docs/guides/leads-and-administrators.md", "docs/translating.md")
"""Papers whose commands of manage.py are run, in their order."""

MANAGE = ("python manage.py ", ".venv/bin/python -m embedded manage -- ")


@pytest.mark.parametrize("snippet", snippets_in(COMMANDS, "sh"), ids=str)
def test_each_command_is_understood_by_the_program_that_it_calls(snippet: Snippet) -> None:
    words_of_all = list(commands_in(snippet.content))
    assert words_of_all
    for words in words_of_all:
        judge(words)


@pytest.mark.parametrize("snippet", snippets_in("sh"), ids=str)
def test_each_script_is_one(snippet: Snippet) -> None:
    subprocess.run(["sh", "-n"], input=snippet.content, text=True, check=True)


def test_commands_within_sentences_are_understood() -> None:
    programs = ("make ", "python manage.py ", ".venv/bin/", "docker compose ", "npm ")
    found = [(paper, code) for paper, code in inline_code() if code.startswith(programs)]
    assert len(found) > 40
    for _paper, code in found:
        for words in commands_in(code.replace("[", "").replace("]", "").rstrip(" …")):
            judge(words)


def test_the_table_of_commands_has_all_that_operators_need() -> None:
    operations = (PROJECT / "docs/operations.md").read_text()
    section = operations.partition("\n## Commands\n")[2].partition("\n## ")[0]
    told = [row.split() for row in re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)]
    for words in told:
        manage([word.strip("[]") for word in words])
    own = {path.stem for path in PROJECT.glob("*/management/commands/[!_]*.py")}
    for_other_programs = {"prepare_demo", "update_messages"}  # called by `make`
    assert {words[0] for words in told} == own - for_other_programs | {"createsuperuser"}


# Those of manage.py are run, paper by paper


def of_manage(paper: str) -> list[list[str]]:
    """Return the arguments of manage.py in the blocks of *paper*, in order."""
    lines = [
        line.strip()
        for snippet in snippets_in(COMMANDS, paper=paper)
        for line in snippet.content.splitlines()
    ]
    return [
        line.removeprefix(prefix).split()
        for line in lines
        for prefix in MANAGE
        if line.startswith(prefix)
    ]


@pytest.fixture
def at_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Path:
    """A folder with the files that papers name, where Welsh is a language of the interface."""
    shutil.copytree(PROJECT / DEFINITIONS, tmp_path / DEFINITIONS)
    example = snippets_in("yaml", paper="docs/questionnaire-format.md")[0]
    (tmp_path / "visits.yaml").write_text(example.content)
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_lead_needs_no_command() -> None:
    assert not list(of_manage("docs/guides/leads-and-administrators.md"))


@pytest.mark.django_db
def test_the_local_authorities_are_brought_up_to_date_by_a_command() -> None:
    stored_authorities()
    LocalAuthority.objects.filter(ons_code="E08000035").update(region="Elsewhere")
    call_command("load_local_authorities", verbosity=0)
    assert LocalAuthority.objects.get(ons_code="E08000035").region == "Yorkshire and The Humber"
    assert LocalAuthority.objects.count() == 153


@pytest.mark.django_db
def test_the_commands_of_the_guide_for_translators_do_their_work(at_a_terminal: Path) -> None:
    for name, *arguments in of_manage("docs/translating.md"):
        call_command(name, *arguments, verbosity=0)
        if name == "translate_questionnaire":
            fill_in(Path(arguments[0]).with_suffix(f".{arguments[1]}.po"))
    version = Version.objects.get()
    assert version.status == Version.Status.PUBLISHED
    assert version.translations.get().language == "cy"


def fill_in(path: Path) -> None:
    """Put something in the place of every translation, as the second step tells."""
    catalogue = read_po(BytesIO(path.read_bytes()))
    for entry in catalogue:
        if entry.id:
            entry.string = entry.id
    with path.open("wb") as file:
        write_po(file, catalogue, width=0)


def test_no_paper_has_commands_that_nobody_runs() -> None:
    having = {
        snippet.paper
        for snippet in snippets_in(COMMANDS)
        for arguments in of_manage(snippet.paper)
        if not any(PLACEHOLDER.fullmatch(word) for word in arguments)
    }
    assert having - set(GUIDES) == {"CONTRIBUTING.md"}  # `shell`, which waits for a person
