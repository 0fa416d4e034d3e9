"""Writing questionnaires: loading a definition into rows, publishing a version."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from questionnaires.core import definition as authored
from questionnaires.core.definition import Definition
from questionnaires.core.problems import Problem, Severity
from questionnaires.core.translation import Translations
from questionnaires.mapper import columns_of
from questionnaires.models import (
    Choice,
    Condition,
    ContinuumStep,
    GridRow,
    Page,
    PagePanel,
    Panel,
    Parameter,
    Question,
    Questionnaire,
    Recode,
    RecodeGroup,
    Section,
    StartPanel,
    Version,
    VersionTranslation,
)
from questionnaires.selectors import definition_of, problems_of, translations_of
from questionnaires.signals import draft_loaded, version_published


class CannotPublish(Exception):
    """A version with errors in it, or without a draft; `problems` says which."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


@transaction.atomic
def load_definition(
    *, definition: Definition, translations: Translations | None = None, actor: Any = None
) -> tuple[Version, bool]:
    """Store *definition* as the draft of its questionnaire; return it and whether it is new.

    *translations* hold its texts in other languages, None for no other. *actor* is whoever does
    so, for those who listen to the signal; None for a command.

    An earlier draft is replaced. If the newest published version already says the same, that
    version is returned and nothing is written.
    """
    questionnaire, _ = Questionnaire.objects.get_or_create(slug=definition.slug)
    versions = Version.objects.select_for_update().filter(questionnaire=questionnaire)
    versions.filter(status=Version.Status.DRAFT).delete()
    published = versions.order_by("-number").first()
    if published is not None and _says_the_same(published, definition, translations or {}):
        return published, False
    number = (versions.aggregate(Max("number"))["number__max"] or 0) + 1
    version = Version.objects.create(
        questionnaire=questionnaire, number=number, **columns_of(definition, Version)
    )
    _RowWriter(version).write(definition)
    VersionTranslation.objects.bulk_create(
        VersionTranslation(version=version, language=language, texts=dict(texts))
        for language, texts in (translations or {}).items()
    )
    draft_loaded.send(sender=Version, version=version, actor=actor)
    return version, True


def _says_the_same(version: Version, definition: Definition, translations: Translations) -> bool:
    return definition_of(version) == definition and translations_of(version) == translations


@transaction.atomic
def publish_version(*, version: Version, actor: Any = None) -> Version:
    """Freeze a draft for ever; raise CannotPublish if the checker finds an error in it.

    *actor* is as in `load_definition`.
    """
    version = Version.objects.select_for_update().select_related("questionnaire").get(pk=version.pk)
    if version.status == Version.Status.PUBLISHED:
        return version
    errors = [found for found in problems_of(version) if found.severity is Severity.ERROR]
    if errors:
        raise CannotPublish(errors)
    version.status = Version.Status.PUBLISHED
    version.published_at = timezone.now()
    version.save(update_fields=["status", "published_at"])
    version_published.send(sender=Version, version=version, actor=actor)
    return version


class _RowWriter:
    """Writes the rows of one version; keeps what later rows point back to."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.panels: dict[str, Panel] = {}
        self.questions: dict[str, Question] = {}
        self.choices: dict[tuple[str, str], Choice] = {}

    def write(self, definition: Definition) -> None:
        Parameter.objects.bulk_create(
            Parameter(version=self.version, position=n, **columns_of(parameter, Parameter))
            for n, parameter in enumerate(definition.parameters)
        )
        for position, panel in enumerate(definition.panels):
            self._panel(panel, position)
        StartPanel.objects.bulk_create(
            StartPanel(version=self.version, panel=self.panels[code], position=position)
            for position, code in enumerate(definition.start_panels)
        )
        for position, section in enumerate(definition.sections):
            self._section(section, position)

    def _panel(self, panel: authored.PanelDefinition, position: int) -> None:
        row = Panel.objects.create(
            version=self.version,
            position=position,
            **columns_of(panel, Panel),
        )
        ContinuumStep.objects.bulk_create(
            ContinuumStep(panel=row, position=n, **columns_of(step, ContinuumStep))
            for n, step in enumerate(panel.continuum)
        )
        self.panels[panel.code] = row

    def _section(self, section: authored.SectionDefinition, position: int) -> None:
        row = Section.objects.create(
            version=self.version,
            position=position,
            condition_match=_match(section.shown_when),
            **columns_of(section, Section),
        )
        self._conditions(section.shown_when, section=row)
        for n, page in enumerate(section.pages):
            self._page(page, row, n)

    def _page(self, page: authored.PageDefinition, section: Section, position: int) -> None:
        row = Page.objects.create(
            version=self.version,
            section=section,
            position=position,
            condition_match=_match(page.shown_when),
            **columns_of(page, Page),
        )
        self._conditions(page.shown_when, page=row)
        PagePanel.objects.bulk_create(
            PagePanel(page=row, panel=self.panels[code], position=n)
            for n, code in enumerate(page.panels)
        )
        for n, question in enumerate(page.questions):
            self._question(question, row, n)

    def _question(self, question: authored.QuestionDefinition, page: Page, position: int) -> None:
        row = Question.objects.create(
            version=self.version,
            page=page,
            position=position,
            condition_match=_match(question.shown_when),
            **columns_of(question, Question),
        )
        self.questions[question.code] = row
        self._conditions(question.shown_when, question=row)
        choices = Choice.objects.bulk_create(
            Choice(question=row, position=n, **columns_of(choice, Choice))
            for n, choice in enumerate(question.choices)
        )
        self.choices |= {(question.code, choice.code): choice for choice in choices}
        GridRow.objects.bulk_create(
            GridRow(question=row, position=n, **columns_of(grid_row, GridRow))
            for n, grid_row in enumerate(question.rows)
        )
        for n, recode in enumerate(question.recodes):
            self._recode(recode, row, n)

    def _recode(self, recode: authored.RecodeDefinition, question: Question, position: int) -> None:
        row = Recode.objects.create(
            question=question, position=position, **columns_of(recode, Recode)
        )
        for n, group in enumerate(recode.groups):
            group_row = RecodeGroup.objects.create(
                recode=row, position=n, **columns_of(group, RecodeGroup)
            )
            group_row.choices.set(self.choices[question.code, code] for code in group.choices)

    def _conditions(
        self,
        shown_when: authored.ShownWhenDefinition | None,
        **part: Section | Page | Question,
    ) -> None:
        for n, condition in enumerate(shown_when.conditions if shown_when else ()):
            row = Condition.objects.create(
                source=self.questions[condition.question],
                operator=condition.operator.value,
                position=n,
                **part,
            )
            row.choices.set(self.choices[condition.question, code] for code in condition.choices)


def _match(shown_when: authored.ShownWhenDefinition | None) -> str:
    return shown_when.match.value if shown_when else "all"
