"""A survey, and its words in further languages."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from fieldwork.models.local_authority import LocalAuthority
from questionnaires.languages import languages_of
from questionnaires.models import Version


class Survey(models.Model):
    """One round of fieldwork with one published version of a questionnaire.

    What names the round (dates, contact) stands here and fills the placeholders of the
    questionnaire's texts, with what is said for its parameters (`ParameterValue`).
    """

    class Stage(models.TextChoices):
        """What a lead has decided about a survey (`fieldwork.actions.life`)."""

        DRAFT = "draft", _("being set up")
        READY = "ready", _("opens and closes by its dates")
        ARCHIVED = "archived", _("archived")

    class State(models.TextChoices):
        """Where a survey is in its life: by its stage, and from then on by its dates."""

        DRAFT = "draft", _("draft")
        SCHEDULED = "scheduled", _("not open yet")
        OPEN = "open", _("open")
        GRACE = "grace", _("closed to newcomers")
        CLOSED = "closed", _("closed")
        ARCHIVED = "archived", _("archived")

    slug = models.SlugField(_("name in addresses"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    organisation = models.CharField(
        _("who asks"),
        max_length=300,
        blank=True,
        help_text=_("Shown to respondents on the first page."),
    )
    version = models.ForeignKey(
        Version,
        verbose_name=_("version of the questionnaire"),
        on_delete=models.PROTECT,
        related_name="surveys",
        limit_choices_to={"status": Version.Status.PUBLISHED},
    )
    is_demonstration = models.BooleanField(
        _("demonstration"),
        default=False,
        help_text=_("Only a demonstration may hold synthetic responses; every page says so."),
    )
    stage = models.CharField(
        _("stage"), max_length=8, choices=Stage, default=Stage.DRAFT, editable=False
    )
    opens_on = models.DateField(_("first day"), null=True, blank=True)
    closes_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Open until the end of this day.")
    )
    contact = models.CharField(
        _("contact"),
        max_length=200,
        blank=True,
        help_text=_("Whom respondents ask: a name, e-mail, phone."),
    )
    asks_about_empty_pages = models.BooleanField(
        _("ask about empty pages"),
        default=False,
        help_text=_("Someone who leaves a whole page empty is asked, once, if that is meant."),
    )
    privacy_notice = models.TextField(
        _("privacy notice"),
        blank=True,
        help_text=_("Who is responsible, why, on what legal basis, and how long answers are kept."),
    )
    thank_you_text = models.TextField(
        _("what happens next"), blank=True, help_text=_("Shown after submission.")
    )
    support_text = models.TextField(
        _("where to find support"), blank=True, help_text=_("Shown after submission.")
    )
    without_headcounts = models.TextField(
        _("why there are no headcounts"),
        blank=True,
        max_length=1000,
        help_text=_("How many people were asked stays unknown where a number lacks."),
    )
    local_authorities = models.ManyToManyField(LocalAuthority, through="Area")

    STAY_UNDER_RESPONSES: ClassVar[tuple[str, ...]] = ("version", "is_demonstration")
    """What stored answers are read by: they stay while there is one response, under way or sent.

    So does what fills the parameters of the questionnaire. The database keeps to it as well
    (`responses/migrations/0003_parameters_stay_under_answers.py`).
    """
    WORDS: ClassVar[tuple[str, ...]] = (
        "title",
        "organisation",
        "contact",
        "privacy_notice",
        "thank_you_text",
        "support_text",
    )
    """What it says to respondents; `SurveyTranslation` has fields of the same names."""
    TEXTS: ClassVar[tuple[str, ...]] = WORDS[3:]
    """Those of several lines, each with a place of its own."""
    NEEDED_TO_OPEN: ClassVar[tuple[str, ...]] = (
        "title",
        "organisation",
        "opens_on",
        "closes_on",
        "contact",
    )
    """What a draft may lack, and nothing else."""
    STAYS = _("People have begun to answer. This says what their answers mean, so it stays.")

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ("-opens_on", "slug")
        constraints = (
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="survey_closes_after_opening",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(stage="draft") | Q(opens_on__isnull=False, closes_on__isnull=False),
                name="survey_has_dates_unless_draft",
                violation_error_message=_("A survey that is no draft any more keeps its dates."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse to change what stored answers are read by, and to take away what is needed."""
        stored = Survey.objects.filter(pk=self.pk).first()
        if faults := {**self._lacking(stored), **self._moved(stored)}:
            raise ValidationError(faults)

    def _lacking(self, stored: Survey | None) -> dict[str, Any]:
        """What an opened survey cannot do without, or has said before, by field with why."""
        if self.is_draft:
            return {}
        said = [name for name in self.WORDS if stored and getattr(stored, name)]
        reasons = dict.fromkeys(said, _("People read this. Keep it."))
        reasons |= dict.fromkeys(self.NEEDED_TO_OPEN, _("A survey cannot do without this."))
        return {name: why for name, why in reasons.items() if not getattr(self, name)}

    def _moved(self, stored: Survey | None) -> dict[str, Any]:
        if stored is None or not stored.has_responses:
            return {}
        return {
            name: self.STAYS
            for name in self.STAY_UNDER_RESPONSES
            if self.serializable_value(name) != stored.serializable_value(name)
        }

    @property
    def has_responses(self) -> bool:
        """Whether anybody has begun; what they answer is the subject of another app."""
        return self.areas.filter(responses__isnull=False).exists()

    @classmethod
    def label_of(cls, name: str) -> str:
        """Return what the field called *name* is called on screens, with a capital letter."""
        field: Any = cls._meta.get_field(name)
        return str(capfirst(field.verbose_name))

    @property
    def is_draft(self) -> bool:
        return self.stage == self.Stage.DRAFT

    @property
    def first_day(self) -> date:
        """The day on which it opens; a draft may have none yet, and is not asked for it."""
        if self.opens_on is None:
            raise ValueError("This draft has no first day yet.")
        return self.opens_on

    @property
    def last_day(self) -> date:
        """The day at whose end it closes; a draft may have none yet, and is not asked for it."""
        if self.closes_on is None:
            raise ValueError("This draft has no last day yet.")
        return self.closes_on

    def state(self, now: datetime | None = None) -> State:
        """Return where the survey stands at the time *now*."""
        if self.stage != self.Stage.READY:
            return self.State.DRAFT if self.is_draft else self.State.ARCHIVED
        now = timezone.localtime(now)
        if now.date() < self.first_day:
            return self.State.SCHEDULED
        if now.date() <= self.last_day:
            return self.State.OPEN
        return self.State.GRACE if now < self.grace_ends_at else self.State.CLOSED

    @cached_property
    def words_by_language(self) -> dict[str, dict[str, str]]:
        """The survey's words in other languages: language -> name of the field -> words."""
        return {row.language: row.words for row in self.translations.all()}

    @cached_property
    def parameters_by_language(self) -> dict[str, dict[str, str]]:
        """What fills the parameters of the questionnaire: language -> name -> value."""
        return by_language(self.parameter_values.all())

    @cached_property
    def parameters(self) -> dict[str, str]:
        """What fills the parameters of the questionnaire, in its own language: name -> value."""
        return self.parameters_by_language.get("", {})

    def forget_parameters(self) -> None:
        """Read what fills the parameters again, when it is asked for next."""
        for name in ("parameters", "parameters_by_language"):
            self.__dict__.pop(name, None)

    @property
    def languages_asked(self) -> tuple[str, ...]:
        """The further languages of its questionnaire, in which its own words may be said."""
        return languages_of(self.version_id)[1:]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which people can answer, the questionnaire's own first.

        A survey speaks a language when its questionnaire does and its own words are translated.
        """
        own, *others = languages_of(self.version_id)
        return own, *(language for language in others if language in self.words_by_language)

    def in_language(self, language: str) -> Survey:
        """Return this survey with its words in *language*, as authored if it has none in it.

        For showing only: saved, it would put the translation in the place of the authored words.
        """
        is_further = language in self.languages[1:]
        said = self.words_by_language[language] if is_further else self._authored_words
        shown = copy(self)
        for name, words in said.items():
            setattr(shown, name, words)
        own = self.parameters_by_language.get(language, {}) if is_further else {}
        shown.parameters = {**self.parameters_by_language.get("", {}), **own}
        return shown

    @cached_property
    def _authored_words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.WORDS}

    @property
    def grace_ends_at(self) -> datetime:
        """When those who are under way can no longer finish."""
        return self._end_of_last_day + timedelta(hours=settings.GRACE_HOURS)

    @property
    def is_open(self) -> bool:
        return self.state() is self.State.OPEN

    @property
    def deadline(self) -> datetime | None:
        """Until when those under way may finish, once nobody can begin any more; else None."""
        return self.grace_ends_at if self.state() is self.State.GRACE else None

    @property
    def purged_on(self) -> date:
        """The day on which responses that were never sent are deleted."""
        return timezone.localdate(self.grace_ends_at) + timedelta(days=settings.PURGE_AFTER_DAYS)

    @property
    def purge_is_past(self) -> bool:
        """Whether the day is over on which responses that were never sent are deleted."""
        return timezone.localdate() > self.purged_on

    @property
    def _end_of_last_day(self) -> datetime:
        midnight = datetime.combine(self.last_day + timedelta(days=1), time.min)
        return timezone.make_aware(midnight)


def by_language(rows: Iterable[Any]) -> dict[str, dict[str, str]]:
    """Return *rows* of `ParameterValue` as language -> name -> value."""
    values: dict[str, dict[str, str]] = {}
    for row in rows:
        values.setdefault(row.language, {})[row.name] = row.value
    return values
