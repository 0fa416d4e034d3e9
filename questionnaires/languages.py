"""Languages: of a published version, and of the interface."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings

from questionnaires.models import Version


@lru_cache(maxsize=256)
def languages_of(version_id: int) -> tuple[str, ...]:
    """Return the languages of a published version, its own first, the others in the alphabet.

    Asked once per process: a published version never changes. Raise Version.DoesNotExist for a
    draft.
    """
    version = Version.get_published(version_id)
    return version.language, *version.translations.values_list("language", flat=True)


def offered_languages() -> list[str]:
    """Return the codes of the languages that the interface speaks."""
    return [code for code, _name in settings.LANGUAGES]


def names_of(languages: Iterable[str]) -> dict[str, str]:
    """Return what *languages* are called in themselves, by code; one without a name is its code."""
    names = dict(settings.LANGUAGES)
    return {code: str(names.get(code, code)) for code in languages}
