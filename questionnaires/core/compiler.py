"""Compiling: definition -> instrument."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any, TypeVar, cast

from disclosure.vocabulary import Release
from questionnaires.core import definition as authored
from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.conditions import ALWAYS, Condition, ShownWhen
from questionnaires.core.instrument import ContinuumStep, Instrument, Page, Panel, Section
from questionnaires.core.parameters import Parameter
from questionnaires.core.question import Choice, GridRow, Limits, Question, Recode, RecodeGroup

T = TypeVar("T")


def compile_instrument(definition: authored.Definition) -> Instrument:
    """Return the instrument of a *definition* that passed `checks.check` without errors."""
    panels = {panel.code: _panel(panel) for panel in definition.panels}
    sources = frozenset(_sources(definition))
    sections = tuple(_section(section, panels, sources) for section in definition.sections)
    pages = [(section, page) for section in sections for page in section.pages]
    return Instrument(
        slug=definition.slug,
        language=definition.language,
        title=definition.title,
        parameters=tuple(_alike(Parameter, one) for one in definition.parameters),
        headcounts=definition.headcounts,
        start_panels=tuple(panels[code] for code in definition.start_panels),
        sections=sections,
        questions={question.code: question for _, page in pages for question in page.questions},
        pages={page.code: page for _, page in pages},
        section_of={page.code: section for section, page in pages},
        sources=sources,
    )


def _sources(definition: authored.Definition) -> Iterator[str]:
    """Yield the codes of all questions that a condition reads."""
    pages = [page for section in definition.sections for page in section.pages]
    questions = [question for page in pages for question in page.questions]
    rules = [section.shown_when for section in definition.sections]
    rules += [part.shown_when for part in pages]
    rules += [part.shown_when for part in questions]
    for rule in rules:
        for condition in rule.conditions if rule else ():
            yield condition.question


def _section(
    section: authored.SectionDefinition, panels: Mapping[str, Panel], sources: frozenset[str]
) -> Section:
    return _alike(
        Section,
        section,
        pages=tuple(_page(page, panels, sources) for page in section.pages),
        shown_when=_shown_when(section.shown_when),
    )


def _page(
    page: authored.PageDefinition, panels: Mapping[str, Panel], sources: frozenset[str]
) -> Page:
    return _alike(
        Page,
        page,
        panels=tuple(panels[code] for code in page.panels),
        questions=tuple(_question(question, sources) for question in page.questions),
        shown_when=_shown_when(page.shown_when),
    )


def _question(question: authored.QuestionDefinition, sources: frozenset[str]) -> Question:
    return _alike(
        Question,
        question,
        type=ANSWER_TYPES[question.type],
        decides=question.code in sources,
        variable=question.variable or question.code,
        release=question.release or Release.DROP,
        choices=tuple(
            _alike(Choice, choice, value=choice.value or 0)
            for choice in question.choices
            if not choice.retired
        ),
        rows=tuple(_alike(GridRow, row) for row in question.rows if not row.retired),
        recodes=tuple(_recode(recode) for recode in question.recodes),
        limits=_alike(Limits, question, decimals=question.decimals or 0),
        shown_when=_shown_when(question.shown_when),
    )


def _recode(recode: authored.RecodeDefinition) -> Recode:
    groups = tuple(
        _alike(RecodeGroup, group, value=group.value or 0, choices=frozenset(group.choices))
        for group in recode.groups
    )
    return _alike(Recode, recode, groups=groups)


def _panel(panel: authored.PanelDefinition) -> Panel:
    steps = tuple(_alike(ContinuumStep, step) for step in panel.continuum)
    return _alike(Panel, panel, steps=steps)


def _alike(made: Callable[..., T], part: authored.Part, **others: Any) -> T:
    """Return one of *made* with the fields that have the same name in *part*, and *others*."""
    own = {field.name for field in fields(cast(Any, made))}
    names = own & type(part).model_fields.keys() - others.keys()
    return made(**{name: getattr(part, name) for name in names}, **others)


def _shown_when(shown_when: authored.ShownWhenDefinition | None) -> ShownWhen:
    if shown_when is None:
        return ALWAYS
    conditions = tuple(
        Condition(condition.question, condition.operator, frozenset(condition.choices))
        for condition in shown_when.conditions
    )
    return ShownWhen(shown_when.match, conditions)
