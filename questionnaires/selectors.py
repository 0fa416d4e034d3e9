"""Reading questionnaires: rows -> definition -> instrument."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Prefetch

from questionnaires.core import definition as authored
from questionnaires.core.checks import check
from questionnaires.core.compiler import compile_instrument
from questionnaires.core.instrument import Instrument
from questionnaires.core.problems import Problem, Severity
from questionnaires.core.succession import check_columns, check_succession
from questionnaires.core.translation import check_translations, translated
from questionnaires.languages import languages_of, offered_languages
from questionnaires.mapper import definition_from
from questionnaires.models import (
    Condition,
    PagePanel,
    Question,
    RecodeGroup,
    StartPanel,
    Version,
)


def instrument_of(version_id: int, language: str | None = None) -> Instrument:
    """Return the instrument of a published version with its texts in *language*.

    It is compiled once per process and language: a published version never changes. None, the
    version's own language and one that it does not carry give the wording as authored, which is
    one and the same object. Raise Version.DoesNotExist for a draft.
    """
    is_carried = language is not None and language in languages_of(version_id)[1:]
    return _instrument(version_id, language if is_carried else None)


@lru_cache(maxsize=256)
def _instrument(version_id: int, language: str | None) -> Instrument:
    return _compiled(Version.get_published(version_id), language)


@lru_cache(maxsize=16)
def previewed_instrument(version_id: int, language: str) -> Instrument:
    """Return the instrument of any version in a *language* that it carries, to be looked at alone.

    A draft is replaced as a whole, by one of another number, so it may be kept as well.
    """
    version = Version.objects.get(pk=version_id)
    return _compiled(version, language if language != version.language else None)


def _compiled(version: Version, language: str | None) -> Instrument:
    definition = definition_of(version)
    if language is None:
        return compile_instrument(definition)
    texts = version.translations.get(language=language).texts
    return compile_instrument(translated(definition, language, texts))


def latest_version(slug: str, *, status: Version.Status | None = None) -> Version:
    """Return the newest version of a questionnaire, of one status if given.

    Raise Version.DoesNotExist where there is none.
    """
    versions = Version.objects.filter(questionnaire__slug=slug).select_related("questionnaire")
    if status is not None:
        versions = versions.filter(status=status)
    latest = versions.order_by("-number").first()
    if latest is None:
        raise Version.DoesNotExist(f"There is no questionnaire {slug}.")
    return latest


def problems_of(version: Version) -> list[Problem]:
    """Return what is wrong or doubtful in *version*, alone and after all that were published.

    All of them, because a code that one version left out may come back in a later one.
    """
    definition = definition_of(version)
    problems = check(definition)
    is_sound = not _has_errors(problems)
    problems += check_translations(
        definition, translations_of(version), offered=offered_languages()
    )
    problems += problems_of_succession(definition, is_sound=is_sound, before=version.number)
    return list(dict.fromkeys(problems))


def problems_of_succession(
    definition: authored.Definition, *, is_sound: bool, before: int | None = None
) -> list[Problem]:
    """Return what in *definition* changes the meaning of codes that its slug has published.

    *is_sound* says whether it has passed `check` without errors: only then it has columns to
    compare. *before* is the number of the version that it is to be, None for the next one.
    """
    earlier = Version.objects.filter(
        questionnaire__slug=definition.slug, status=Version.Status.PUBLISHED
    )
    if before is not None:
        earlier = earlier.filter(number__lt=before)
    published = [definition_of(version) for version in earlier.order_by("-number")]
    problems = [problem for one in published for problem in check_succession(one, definition)]
    if not is_sound or _has_errors(problems):
        return problems
    return problems + [problem for one in published for problem in check_columns(one, definition)]


def _has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def translations_of(version: Version) -> dict[str, dict[str, str]]:
    """Return the translations of *version*: language -> address of a text -> its words."""
    return {translation.language: translation.texts for translation in version.translations.all()}


def definition_of(version: Version) -> authored.Definition:
    """Return the definition that the rows of *version* hold."""
    starts = StartPanel.objects.filter(version=version).select_related("panel")
    return definition_from(_with_parts(version), [start.panel.code for start in starts])


def _with_parts(version: Version) -> Any:
    """Return *version* with all its rows, in one query a table."""
    conditions = Prefetch(
        "conditions", Condition.objects.select_related("source").prefetch_related("choices")
    )
    questions = Question.objects.prefetch_related(
        conditions,
        "choices",
        "rows",
        Prefetch("recodes__groups", RecodeGroup.objects.prefetch_related("choices")),
    )
    fetched: Any = (
        Version.objects.select_related("questionnaire")
        .prefetch_related(
            "parameters",
            "panels__steps",
            Prefetch("sections__conditions", conditions.queryset),
            Prefetch("sections__pages__conditions", conditions.queryset),
            Prefetch("sections__pages__questions", questions),
        )
        .get(pk=version.pk)
    )
    placed: dict[int, list[str]] = {}
    for placement in PagePanel.objects.filter(page__version=version).select_related("panel"):
        placed.setdefault(placement.page_id, []).append(placement.panel.code)
    for section in fetched.sections.all():
        for page in section.pages.all():
            page.panel_codes = placed.get(page.pk, [])
    return fetched
