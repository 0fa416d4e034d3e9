"""A questionnaire on disk: its definition file and, beside it, a translation file a language.

`visits.yaml` is translated into Welsh by `visits.cy.po` in the same folder.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from errno import EEXIST
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from questionnaires.core import translation_file, translation_update, yaml_format, yaml_source
from questionnaires.core.definition import Definition
from questionnaires.core.field_types import Language
from questionnaires.core.file_problems import FileError, FileProblem
from questionnaires.core.translation import Translations, language_problems
from questionnaires.core.yaml_format import DefinitionFile

_LANGUAGE: TypeAdapter[str] = TypeAdapter(Language)


@dataclass(frozen=True, slots=True)
class File:
    """What a file called *name* holds."""

    name: str
    data: bytes


def read(path: Path, *, offered: Collection[str]) -> tuple[Definition, dict[str, dict[str, str]]]:
    """Return the definition in the file at *path* and its translations by language.

    *offered* are the languages that the interface speaks. Raise FileError with everything that is
    wrong in the definition or, once that is sound, in any of the translations; OSError where a
    file cannot be read.
    """
    written, translations, _warnings = read_all(path, offered=offered)
    return written.definition, translations


def read_all(
    path: Path, *, offered: Collection[str]
) -> tuple[DefinitionFile, dict[str, dict[str, str]], list[FileProblem]]:
    """Return the definition file at *path*, its translations, and what is doubtful in any of them.

    Raise as `read` does.
    """
    translations = {language: _file_at(at) for language, at in translation_paths(path).items()}
    return read_files(_file_at(path), translations, offered=offered)


def read_files(
    definition: File, by_language: Mapping[str, File], *, offered: Collection[str]
) -> tuple[DefinitionFile, dict[str, dict[str, str]], list[FileProblem]]:
    """Return what `read_all` does, of files that somebody has read: *by_language* translations."""
    written = yaml_format.read(text_of(definition), file=definition.name)
    translations: dict[str, dict[str, str]] = {}
    warnings, problems = list(written.warnings), list[FileProblem]()
    for language, file in by_language.items():
        reasons = list(name_problems(written.definition, language, offered=offered))
        problems += [FileProblem(file.name, 1, reason) for reason in reasons]
        try:
            if not reasons:
                translations[language], doubts = _translation(file, written.definition, language)
                warnings += doubts
        except FileError as error:
            problems += error.problems
    if problems:
        raise FileError(problems)
    return written, translations, warnings


def _translation(
    file: File, definition: Definition, language: str
) -> tuple[dict[str, str], list[FileProblem]]:
    """Return the translation in a file, and what is doubtful in it; raise FileError."""
    text, name = text_of(file), file.name
    translation = translation_file.parse(text, file=name, definition=definition, language=language)
    return translation, translation_file.doubts(text, translation, file=name, definition=definition)


def read_definition(path: Path) -> Definition:
    """Return the definition in the file at *path*; raise FileError, OSError."""
    return yaml_format.parse(read_text(path), file=str(path))


def read_text(path: Path) -> str:
    """Return the text in a file, with plain line ends; raise FileError if it is none, OSError."""
    return text_of(_file_at(path))


def _file_at(path: Path) -> File:
    """Return the file at *path*, no more of it than shows that it has too much; raise OSError."""
    with path.open("rb") as file:
        return File(str(path), file.read(yaml_source.MAX_BYTES + 1))


def text_of(file: File) -> str:
    """Return the text in *file*, with plain line ends; raise FileError if it is none."""
    if len(file.data) > yaml_source.MAX_BYTES:
        raise FileError([FileProblem(file.name, *yaml_source.too_big())])
    try:
        return file.data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = file.data.count(b"\n", 0, error.start) + 1
        reason = "this is not a text file in UTF-8: save it as plain text with that encoding"
        raise FileError([FileProblem(file.name, line, reason)]) from None


def translation_path(path: Path, language: str) -> Path:
    """Return where the translation of the definition file at *path* into *language* stands."""
    return path.with_name(f"{path.stem}.{language}.po")


def translation_paths(path: Path) -> dict[str, Path]:
    """Return the translation files beside the definition file at *path*, by language."""
    # A further dot: the translation of another file, such as visits.old.yaml.
    name = re.compile(rf"{re.escape(path.stem)}\.([^.]+)\.po")
    named = ((name.fullmatch(file.name), file) for file in sorted(path.parent.iterdir()))
    return {match[1]: file for match, file in named if match}


def name_problems(
    definition: Definition, language: str, *, offered: Collection[str]
) -> Iterator[str]:
    """Yield why a translation file of *definition* cannot be one for *language*."""
    try:
        _LANGUAGE.validate_python(language)
    except ValidationError:
        yield f"{language} is no code of a language in small letters, such as cy or pt-br"
    else:
        yield from language_problems(definition, language, offered=offered)


def write(path: Path, definition: Definition, translations: Translations) -> None:
    """Write a definition file to *path* and its translation files beside it.

    Raise FileExistsError, and write nothing, where one of them is there already: a file that
    somebody wrote has comments that the database does not know. Raise OSError where it fails.
    """
    for file in (path, *translation_paths(path).values()):
        if file.exists():
            raise FileExistsError(EEXIST, "this file is there already, nothing is written", file)
    path.write_text(yaml_format.dump(definition), encoding="utf-8", newline="\n")
    for language, translation in translations.items():
        text = translation_update.dump(definition, language, translation)
        translation_path(path, language).write_text(text, encoding="utf-8", newline="\n")


def update_translation(
    path: Path, definition: Definition, language: str
) -> translation_update.Update:
    """Bring the translation file for *language* beside *path* up to date, or begin it.

    Raise FileError if what is there is no PO file, OSError. The file is replaced in one step.
    """
    target = translation_path(path, language)
    text = read_text(target) if target.exists() else None
    update = translation_update.update(definition, language, text, file=str(target))
    beside = target.with_name(f"{target.name}.new")
    beside.write_text(update.text, encoding="utf-8", newline="\n")
    beside.replace(target)
    return update
