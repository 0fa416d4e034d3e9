"""Typed values from the environment, and one clear refusal when some are missing or wrong.

    with Environment(variables_for(BASE_DIR)) as env:
        DEBUG = env.read("DEBUG", flag, default=False)

Leaving the block stops the start of whatever imports the settings (manage.py, Celery, the web
server) with a text that names every problem at once and says how to put it right. No value is ever
printed: it could be a password.

A secret may lie in a file instead, which NAME_FILE names: the environment of a process is for more
eyes than a file that is mounted for it alone.

A parser takes the text of a variable and returns its typed value, or raises ValueError with a
clause that completes the sentence "NAME is wrong: …".
"""

import os
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar, cast

from environ import Env

T = TypeVar("T")

REQUIRED: Final = object()


class Environment:
    """Reads variables one by one and remembers what was wrong with them."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._problems: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind is None and self._problems:
            raise SystemExit(refusal(self._problems))

    def read(
        self, name: str, parse: Callable[[str], T], *, how: str, default: T | object = REQUIRED
    ) -> T:
        """The typed value of a variable. An empty variable counts as one that is not set.

        `how` is a sentence that says what to set, for the person who starts the platform.
        """
        return self._parsed(name, self._text(name), parse, how, default)

    def read_secret(
        self, name: str, parse: Callable[[str], T], *, how: str, default: T | object = REQUIRED
    ) -> T:
        """Like `read`, of a variable that may have its value in the file that NAME_FILE names."""
        text, path = self._text(name), self._text(f"{name}_FILE")
        if path and text:
            self._problems.append(f"{name} and {name}_FILE are both set. Leave one of them out.")
        elif path:
            try:
                text = text_of_file(path)
            except ValueError as reason:
                self._problems.append(f"{name}_FILE is wrong: {reason}.")
                return self._unusable(default)
            return self._parsed(f"{name}, in the file {path},", text, parse, how, default)
        return self._parsed(name, text, parse, how, default)

    def _text(self, name: str) -> str:
        return self._variables.get(name, "").strip()

    def _parsed(
        self, name: str, text: str, parse: Callable[[str], T], how: str, default: T | object
    ) -> T:
        try:
            if text:
                return parse(text)
            if default is REQUIRED:
                self._problems.append(f"{name} is missing. {how}")
        except ValueError as reason:
            self._problems.append(f"{name} is wrong: {reason}. {how}")
        return self._unusable(default)

    def _unusable(self, default: T | object) -> T:
        """What stands for a value that is not there.

        After a problem it is only carried to the end of the block, which stops the start.
        """
        return cast(T, None if default is REQUIRED else default)


def variables_for(base_dir: Path) -> dict[str, str]:
    """The variables of the process, and those of a file for the names that the process lacks.

    The file is `.env` in `base_dir`, or the one that ENV_FILE names; an empty ENV_FILE means none.
    """

    class FileReader(Env):
        ENVIRON = dict(os.environ)  # a copy: nothing is to leak into the process

    file_name = os.environ.get("ENV_FILE", ".env")
    if not file_name:
        return FileReader.ENVIRON
    if "ENV_FILE" in os.environ and not (base_dir / file_name).is_file():
        raise SystemExit(refusal([f"ENV_FILE is wrong: there is no file {file_name}."]))
    FileReader.read_env(base_dir / file_name)
    return FileReader.ENVIRON


def refusal(problems: list[str]) -> str:
    paragraphs = [
        "LARC Survey cannot start, because of its environment:",
        *(
            textwrap.fill(
                problem,
                96,
                initial_indent="- ",
                subsequent_indent="  ",
                break_long_words=False,
                break_on_hyphens=False,
            )
            for problem in problems
        ),
        "Set these in the environment of the process, or in the file .env beside manage.py.\n"
        "A secret may also lie in a file of its own: SECRET_KEY_FILE=/path/of/the/file.\n"
        "The file .env.example explains every value.",
    ]
    return "\n\n".join(paragraphs)


def text_of_file(path: str) -> str:
    """The one line that a file holds, without the blanks around it.

    Raise ValueError with a clause that names the file, and never what is in it.
    """
    if not Path(path).is_absolute():  # and perhaps the secret itself, so it is not repeated
        raise ValueError("it must be the whole path of a file, from / on")
    try:
        text = Path(path).read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        raise ValueError(f"the file {path} is not text in UTF-8") from None
    except OSError as error:
        raise ValueError(f"the file {path} cannot be read ({error.strerror})") from None
    if not text:
        raise ValueError(f"the file {path} is empty")
    if len(text.splitlines()) > 1:
        raise ValueError(f"the file {path} holds more than one line")
    return text
