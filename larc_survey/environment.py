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
import re
import textwrap
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar, cast
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http.request import split_domain_port, validate_host
from environ import Env

T = TypeVar("T")

REQUIRED: Final = object()

TRUE_WORDS = ("on", "yes", "true", "1")
FALSE_WORDS = ("off", "no", "false", "0")
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SECRET_KEY_LENGTH = 50
SECRET_KEY_VARIETY = 10
INSECURE_KEY_PREFIX = "django-insecure-"  # Django's own mark for keys that are not secret
CERTIFICATES = ("required", "optional", "none")
"""What may be demanded of the broker's certificate, in the words of redis-py and of Celery."""
HOST_PATTERN = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\]", re.IGNORECASE)


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


def word(text: str) -> str:
    return text


def words(text: str) -> list[str]:
    """`a, b` becomes ["a", "b"]."""
    return [part.strip() for part in text.split(",") if part.strip()]


def flag(text: str) -> bool:
    if text.lower() in TRUE_WORDS:
        return True
    if text.lower() in FALSE_WORDS:
        return False
    raise ValueError('it must be "on" or "off"')


def development_flag(*, allowed: bool) -> Callable[[str], bool]:
    """A flag that shows visitors the inside of the platform, so it needs a second switch."""

    def parse(text: str) -> bool:
        if flag(text) and not allowed:
            raise ValueError("it may only be on together with INSECURE_HTTP")
        return flag(text)

    return parse


def number(*, least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise ValueError(f"it must be a whole number from {least} to {most}")
        return int(text)

    return parse


def folder(base_dir: Path, *, outside: Path | None = None) -> Callable[[str], Path]:
    """A folder, relative to `base_dir`; never `outside` itself nor anything within it."""

    def parse(text: str) -> Path:
        path = Path(os.path.normpath(base_dir / text))
        if outside and path.is_relative_to(outside):
            raise ValueError(f"{outside} is open to everybody")
        return path

    return parse


def secret_key(*, may_be_insecure: bool, other_than: Collection[str] = ()) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text in other_than:
            raise ValueError("it is another secret as well, and each needs a text of its own")
        if len(text) < SECRET_KEY_LENGTH or len(set(text)) < SECRET_KEY_VARIETY:
            raise ValueError("it is too short or too uniform to be a secret")
        if text.startswith(INSECURE_KEY_PREFIX) and not may_be_insecure:
            raise ValueError(
                f'it starts with "{INSECURE_KEY_PREFIX}", so somebody has published it'
            )
        return text

    return parse


def secret_keys(text: str) -> list[str]:
    return [secret_key(may_be_insecure=False)(key) for key in words(text)]


def hosts(text: str) -> list[str]:
    names = words(text)
    if not all(HOST_PATTERN.fullmatch(name) for name in names):
        raise ValueError("it must hold host names only, without https://, port, path or *")
    return names


def site_address(*, may_be_plain: bool, among: Sequence[str] | None) -> Callable[[str], str]:
    """The address of the website, as `https://survey.example.org`, whose host is one of *among*."""
    schemes = ("https", "http") if may_be_plain else ("https",)

    def parse(text: str) -> str:
        scheme, _, rest = text.partition("://")
        rest = rest.removesuffix("/")
        if scheme.lower() not in schemes:
            raise ValueError("it does not start with https://")
        host, _port = split_domain_port(rest)
        if not host or not has_host(text) or {*rest} & {*"/?#@"}:
            raise ValueError("it must end with the host name, or with a port behind it")
        if among is not None and not validate_host(host, among):
            raise ValueError("its host name is none of those in ALLOWED_HOSTS")
        return f"{scheme.lower()}://{rest.lower()}"

    return parse


def postgresql(text: str) -> dict[str, Any]:
    """A database address as an entry of Django's DATABASES."""
    if not text.startswith(("postgres://", "postgresql://")):
        raise ValueError("it does not start with postgres://")
    try:
        database = Env.db_url_config(text)
    except ValueError:
        # The reason of urllib would show a part of the password.
        raise ValueError("it cannot be read as an address") from None
    if not database["NAME"]:
        raise ValueError("the name of the database is missing at its end")
    return dict(database)


def redis_url(text: str) -> str:
    """The address of the broker; by rediss:// its certificate is verified unless told otherwise.

    Said in the address itself, because Celery would trust any certificate if nothing was said, and
    all that connect to the broker read the address.
    """
    if not text.startswith(("redis://", "rediss://")):
        raise ValueError("it does not start with redis:// or rediss://")
    if not has_host(text):
        raise ValueError("it cannot be read as an address")
    return verifying(text) if text.startswith("rediss://") else text


def verifying(address: str) -> str:
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    if query.setdefault("ssl_cert_reqs", CERTIFICATES[0]) not in CERTIFICATES:
        raise ValueError(f"in it ssl_cert_reqs must be one of: {', '.join(CERTIFICATES)}")
    return parts._replace(query=urlencode(query, safe="/")).geturl()


def email_url(*, may_be_console: bool) -> Callable[[str], dict[str, Any]]:
    """A mail server's address as Django's EMAIL_… settings."""

    def parse(text: str) -> dict[str, Any]:
        if text == "consolemail://":
            if not may_be_console:
                raise ValueError("it would write password links into the log")
        elif not text.startswith(("smtp://", "smtp+tls://", "smtp+ssl://")) or not has_host(text):
            raise ValueError("it is not the address of a mail server")
        try:
            return dict(Env.email_url_config(text))
        except (ValueError, ImproperlyConfigured):
            raise ValueError("it cannot be read as an address") from None

    return parse


def has_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
