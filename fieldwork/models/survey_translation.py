"""What a survey says, in further languages of its questionnaire."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from fieldwork.models.survey import Survey
from questionnaires.languages import languages_of


class SurveyTranslation(models.Model):
    """What a survey itself says to respondents, in a further language of its questionnaire."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=20)
    title = models.CharField(_("title"), max_length=200)
    organisation = models.CharField(_("who asks"), max_length=300, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    privacy_notice = models.TextField(_("privacy notice"), blank=True)
    thank_you_text = models.TextField(_("what happens next"), blank=True)
    support_text = models.TextField(_("where to find support"), blank=True)

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
        return {name: getattr(self, name) for name in Survey.WORDS}

    def clean(self) -> None:
        """Refuse a language that the questionnaire lacks, and half a translation."""
        if self.language not in languages_of(self.survey.version_id)[1:]:
            raise ValidationError(
                {"language": _("The questionnaire of this survey has no such translation.")}
            )
        if missing := [name for name in Survey.WORDS if self._lacks(name)]:
            raise ValidationError(dict.fromkeys(missing, _("Translate this text too.")))

    def _lacks(self, name: str) -> bool:
        """Whether a text of the survey has no translation; a title is asked for in any case."""
        is_said = bool(getattr(self.survey, name))
        return is_said and not getattr(self, name) and name != "title"
