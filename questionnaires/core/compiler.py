"""Compiling: definition -> instrument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from disclosure.vocabulary import Release
from questionnaires.core import definition as authored
from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.conditions import ALWAYS, Condition, ShownWhen
from questionnaires.core.instrument import ContinuumStep, Instrument, Page, Panel, Section
from questionnaires.core.question import Choice, GridRow, Limits, Question, Recode, RecodeGroup


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
    return Section(
        code=section.code,
        title=section.title,
        pages=tuple(_page(page, panels, sources) for page in section.pages),
        shown_when=_shown_when(section.shown_when),
    )


def _page(
    page: authored.PageDefinition, panels: Mapping[str, Panel], sources: frozenset[str]
) -> Page:
    return Page(
        code=page.code,
        title=page.title,
        text=page.text,
        panels=tuple(panels[code] for code in page.panels),
        questions=tuple(_question(question, sources) for question in page.questions),
        shown_when=_shown_when(page.shown_when),
    )


def _question(question: authored.QuestionDefinition, sources: frozenset[str]) -> Question:
    return Question(
        code=question.code,
        type=ANSWER_TYPES[question.type],
        text=question.text,
        hint=question.hint,
        required=question.required,
        decides=question.code in sources,
        variable=question.variable or question.code,
        release=question.release or Release.DROP,
        choices=tuple(_choice(choice) for choice in question.choices if not choice.retired),
        rows=tuple(
            GridRow(row.code, row.label, row.specify) for row in question.rows if not row.retired
        ),
        recodes=tuple(_recode(recode) for recode in question.recodes),
        limits=Limits(
            question.max_length, question.minimum, question.maximum, question.decimals or 0
        ),
        shown_when=_shown_when(question.shown_when),
    )


def _choice(choice: authored.ChoiceDefinition) -> Choice:
    return Choice(
        code=choice.code,
        label=choice.label,
        value=choice.value or 0,
        exclusive=choice.exclusive,
        off_scale=choice.off_scale,
        specify=choice.specify,
    )


def _recode(recode: authored.RecodeDefinition) -> Recode:
    groups = tuple(
        RecodeGroup(group.code, group.label, group.value or 0, frozenset(group.choices))
        for group in recode.groups
    )
    return Recode(recode.code, recode.label, groups)


def _panel(panel: authored.PanelDefinition) -> Panel:
    steps = tuple(ContinuumStep(step.name, step.description) for step in panel.continuum)
    return Panel(panel.code, panel.title, panel.body, steps, panel.source)


def _shown_when(shown_when: authored.ShownWhenDefinition | None) -> ShownWhen:
    if shown_when is None:
        return ALWAYS
    conditions = tuple(
        Condition(condition.question, condition.operator, frozenset(condition.choices))
        for condition in shown_when.conditions
    )
    return ShownWhen(shown_when.match, conditions)
