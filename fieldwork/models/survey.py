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
from django.utils.translation import gettext_lazy as _

from fieldwork.models.local_authority import LocalAuthority
from questionnaires.languages import languages_of
from questionnaires.models import Version


class Survey(models.Model):
    """One round of fieldwork with one published version of a questionnaire.

    What names the round (dates, contact) stands here and fills the placeholders of the
    questionnaire's texts, with what is said for its parameters (`ParameterValue`).
    """

    class State(models.TextChoices):
        """Where a survey is in its life, decided by its dates alone."""

        NOT_YET_OPEN = "not_yet_open", _("not open yet")
        OPEN = "open", _("open")
        GRACE = "grace", _("closed to newcomers")
        CLOSED = "closed", _("closed")

    slug = models.SlugField(_("name in addresses"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    organisation = models.CharField(
        _("who asks"), max_length=300, help_text=_("Shown to respondents on the first page.")
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
    opens_on = models.DateField(_("first day"))
    closes_on = models.DateField(_("last day"), help_text=_("Open until the end of this day."))
    contact = models.CharField(
        _("contact"), max_length=200, help_text=_("Whom respondents ask: a name, e-mail, phone.")
    )
    asks_about_empty_pages = models.BooleanField(
        _("ask about empty pages"),
        default=False,
        help_text=_("Someone who leaves a whole page empty is asked, once, if that is meant."),
    )
    thank_you_text = models.TextField(
        _("what happens next"), blank=True, help_text=_("Shown after submission.")
    )
    support_text = models.TextField(
        _("where to find support"), blank=True, help_text=_("Shown after submission.")
    )
    local_authorities = models.ManyToManyField(LocalAuthority, through="Area")

    STAY_UNDER_RESPONSES: ClassVar[tuple[str, ...]] = ("version", "is_demonstration")
    """What stored answers are read by: they stay while there is one response, under way or sent.

    So does what fills the parameters of the questionnaire. The database keeps to it as well
    (`responses/migrations/0003_parameters_stay_under_answers.py`).
    """
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
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse to change what stored answers are read by."""
        stored = Survey.objects.filter(pk=self.pk).first()
        if stored is None or not stored.has_responses:
            return
        refused = {
            name: self.STAYS
            for name in self.STAY_UNDER_RESPONSES
            if self.serializable_value(name) != stored.serializable_value(name)
        }
        if refused:
            raise ValidationError(refused)

    @property
    def has_responses(self) -> bool:
        """Whether anybody has begun; what they answer is the subject of another app."""
        return self.areas.filter(responses__isnull=False).exists()

    def state(self, now: datetime | None = None) -> State:
        """Return where the survey stands at the time *now*."""
        now = timezone.localtime(now)
        if now.date() < self.opens_on:
            return self.State.NOT_YET_OPEN
        if now.date() <= self.closes_on:
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
        return {name: getattr(self, name) for name in SurveyTranslation.WORDS}

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
        midnight = datetime.combine(self.closes_on + timedelta(days=1), time.min)
        return timezone.make_aware(midnight)


def by_language(rows: Iterable[Any]) -> dict[str, dict[str, str]]:
    """Return *rows* of `ParameterValue` as language -> name -> value."""
    values: dict[str, dict[str, str]] = {}
    for row in rows:
        values.setdefault(row.language, {})[row.name] = row.value
    return values


class SurveyTranslation(models.Model):
    """What a survey itself says to respondents, in a further language of its questionnaire."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=20)
    title = models.CharField(_("title"), max_length=200)
    organisation = models.CharField(_("who asks"), max_length=300)
    contact = models.CharField(_("contact"), max_length=200)
    thank_you_text = models.TextField(_("what happens next"), blank=True)
    support_text = models.TextField(_("where to find support"), blank=True)

    WORDS: ClassVar[tuple[str, ...]] = (
        "title",
        "organisation",
        "contact",
        "thank_you_text",
        "support_text",
    )
    """The fields that take the place of those of the survey, by the same names."""
    OPTIONAL: ClassVar[tuple[str, ...]] = ("thank_you_text", "support_text")
    """Those that a survey may lack; then its translation lacks them too."""

    class Meta:
        ordering = ("language",)
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = (
            models.UniqueConstraint(
                "survey",
                "language",
                name="survey_translation_language_once",
                violation_error_message=_("The survey is already translated into this language."),
            ),
        )

    def __str__(self) -> str:
        return self.language

    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.WORDS}

    def clean(self) -> None:
        """Refuse a language that the questionnaire lacks, and half a translation."""
        if self.language not in languages_of(self.survey.version_id)[1:]:
            raise ValidationError(
                {"language": _("The questionnaire of this survey has no such translation.")}
            )
        if missing := [name for name in self.OPTIONAL if self._lacks(name)]:
            raise ValidationError(dict.fromkeys(missing, _("Translate this text too.")))

    def _lacks(self, name: str) -> bool:
        return bool(getattr(self.survey, name)) and not getattr(self, name)
