"""What a variable of the environment may hold: parsers for `Environment`.

A parser takes the text of a variable and returns its typed value, or raises ValueError with a
clause that completes the sentence "NAME is wrong: …".
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http.request import split_domain_port, validate_host
from environ import Env

TRUE_WORDS = ("on", "yes", "true", "1")


FALSE_WORDS = ("off", "no", "false", "0")


LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]


SECRET_KEY_LENGTH = 50


SECRET_KEY_VARIETY = 10


INSECURE_KEY_PREFIX = "django-insecure-"  # Django's own mark for keys that are not secret


CERTIFICATES = ("required", "optional", "none")
"""What may be demanded of the broker's certificate, in the words of redis-py and of Celery."""


HOST_PATTERN = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\]", re.IGNORECASE)


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
