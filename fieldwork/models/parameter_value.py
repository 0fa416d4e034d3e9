"""What fills a parameter of the questionnaire in one survey."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fieldwork.models.survey import Survey
from questionnaires.core.parameters import MAX_LENGTH


class ParameterValue(models.Model):
    """What a survey says where a parameter of its questionnaire stands, in one language.

    The language is "" for what was said in the questionnaire's own. That is read in every language
    in which nothing else is said. Like the rest of what answers are read by, it stays while there
    is one response (`responses/migrations/0003_parameters_stay_under_answers.py`).
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="parameter_values")
    name = models.CharField(_("parameter"), max_length=40)
    language = models.CharField(_("language"), max_length=20, blank=True)
    value = models.CharField(_("what fills it"), max_length=MAX_LENGTH)

    class Meta:
        ordering = ("survey", "language", "name")
        constraints = (
            models.UniqueConstraint("survey", "language", "name", name="parameter_filled_once"),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
