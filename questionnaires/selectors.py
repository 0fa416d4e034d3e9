"""Reading questionnaires: rows -> definition -> instrument."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Prefetch

from disclosure.vocabulary import Release
from questionnaires.core import definition as authored
from questionnaires.core.checks import check
from questionnaires.core.compiler import compile_instrument
from questionnaires.core.instrument import Instrument
from questionnaires.core.problems import Problem, Severity
from questionnaires.core.succession import check_columns, check_succession
from questionnaires.core.translation import check_translations, translated
from questionnaires.languages import languages_of, offered_languages
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
    version = Version.get_published(version_id)
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
    version = _with_parts(version)
    panels = [
        authored.PanelDefinition(
            code=panel.code,
            title=panel.title,
            body=panel.body,
            continuum=tuple(
                authored.ContinuumStepDefinition(name=step.name, description=step.description)
                for step in panel.steps.all()
            ),
            source=panel.source,
        )
        for panel in version.panels.all()
    ]
    return authored.Definition(
        slug=version.questionnaire.slug,
        language=version.language,
        title=version.title,
        start_panels=tuple(start.panel.code for start in starts),
        panels=tuple(panels),
        sections=tuple(_section(section) for section in version.sections.all()),
    )


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


def _section(section: Any) -> authored.SectionDefinition:
    return authored.SectionDefinition(
        code=section.code,
        title=section.title,
        shown_when=_shown_when(section),
        pages=tuple(_page(page) for page in section.pages.all()),
    )


def _page(page: Any) -> authored.PageDefinition:
    return authored.PageDefinition(
        code=page.code,
        title=page.title,
        text=page.text,
        panels=tuple(page.panel_codes),
        questions=tuple(_question(question) for question in page.questions.all()),
        shown_when=_shown_when(page),
    )


def _question(question: Any) -> authored.QuestionDefinition:
    return authored.QuestionDefinition(
        code=question.code,
        type=question.type,
        text=question.text,
        hint=question.hint,
        required=question.required,
        variable=question.variable,
        release=Release(question.release) if question.release else None,
        choices=tuple(
            authored.ChoiceDefinition(
                code=choice.code,
                label=choice.label,
                value=choice.value,
                exclusive=choice.exclusive,
                off_scale=choice.off_scale,
                specify=choice.specify,
                retired=choice.retired,
            )
            for choice in question.choices.all()
        ),
        rows=tuple(
            authored.GridRowDefinition(
                code=row.code, label=row.label, specify=row.specify, retired=row.retired
            )
            for row in question.rows.all()
        ),
        recodes=tuple(_recode(recode) for recode in question.recodes.all()),
        max_length=question.max_length,
        minimum=question.minimum,
        maximum=question.maximum,
        decimals=question.decimals,
        shown_when=_shown_when(question),
    )


def _recode(recode: Any) -> authored.RecodeDefinition:
    return authored.RecodeDefinition(
        code=recode.code,
        label=recode.label,
        groups=tuple(
            authored.RecodeGroupDefinition(
                code=group.code,
                label=group.label,
                value=group.value,
                choices=tuple(sorted(choice.code for choice in group.choices.all())),
            )
            for group in recode.groups.all()
        ),
    )


def _shown_when(part: Any) -> authored.ShownWhenDefinition | None:
    conditions = tuple(_condition(condition) for condition in part.conditions.all())
    if not conditions:
        return None
    return authored.ShownWhenDefinition(**{part.condition_match: conditions})


def _condition(condition: Condition) -> authored.ConditionDefinition:
    asked: Any = True
    if condition.operator != "answered":
        asked = tuple(sorted(choice.code for choice in condition.choices.all()))
    return authored.ConditionDefinition(
        **{"question": condition.source.code, condition.operator: asked}
    )
