"""A question with all that belongs to it, and the conditions of every part."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from disclosure.vocabulary import Release
from questionnaires.core.answer_types import ANSWER_TYPES
from questionnaires.core.conditions import Operator
from questionnaires.models.positioned import Conditional, Positioned, choices_of
from questionnaires.models.structure import Page, Section
from questionnaires.models.version import Version


class Question(Conditional):
    """One question; the fields that only some answer types use are empty for the others."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="questions")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="questions")
    code = models.CharField(max_length=40)
    type = models.CharField(max_length=20, choices=[(name, name) for name in ANSWER_TYPES])
    text = models.TextField()
    hint = models.TextField(blank=True)
    required = models.BooleanField(default=False)
    variable = models.CharField(max_length=40, blank=True)
    release = models.CharField(max_length=10, choices=choices_of(Release), blank=True)
    max_length = models.PositiveIntegerField(null=True, blank=True)
    minimum = models.FloatField(null=True, blank=True)
    maximum = models.FloatField(null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(Conditional.Meta):
        constraints = (models.UniqueConstraint("version", "code", name="question_code_once"),)

    def __str__(self) -> str:
        return self.code


class Choice(Positioned):
    """An option, or a scale point of a grid; retired, never deleted, once it was published."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    code = models.CharField(max_length=40)
    label = models.TextField()
    value = models.PositiveIntegerField()
    exclusive = models.BooleanField(default=False)
    off_scale = models.BooleanField(default=False, db_default=False)
    specify = models.CharField(max_length=200, blank=True)
    retired = models.BooleanField(default=False)

    class Meta(Positioned.Meta):
        constraints = (
            models.UniqueConstraint("question", "code", name="choice_code_once"),
            models.UniqueConstraint("question", "value", name="choice_value_once"),
        )

    def __str__(self) -> str:
        return self.code


class GridRow(Positioned):
    """A statement of a grid."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="rows")
    code = models.CharField(max_length=40)
    label = models.TextField()
    specify = models.CharField(max_length=200, blank=True)
    retired = models.BooleanField(default=False)

    class Meta(Positioned.Meta):
        constraints = (models.UniqueConstraint("question", "code", name="grid_row_code_once"),)

    def __str__(self) -> str:
        return self.code


class Recode(Positioned):
    """A coarser variable made of a question's choices."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="recodes")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.code


class RecodeGroup(Positioned):
    recode = models.ForeignKey(Recode, on_delete=models.CASCADE, related_name="groups")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    value = models.PositiveIntegerField()
    choices = models.ManyToManyField(Choice, related_name="+")

    def __str__(self) -> str:
        return self.code


class Condition(Positioned):
    """What an earlier question must have been answered for one part to be shown.

    Exactly one of `section`, `page` and `question` is the part; `source` is the earlier question.
    """

    section = models.ForeignKey(
        Section, null=True, blank=True, on_delete=models.CASCADE, related_name="conditions"
    )
    page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.CASCADE, related_name="conditions"
    )
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.CASCADE, related_name="conditions"
    )
    source = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="steers")
    operator = models.CharField(max_length=10, choices=choices_of(Operator))
    choices = models.ManyToManyField(Choice, related_name="+")

    class Meta(Positioned.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(section__isnull=False, page__isnull=True, question__isnull=True)
                | Q(section__isnull=True, page__isnull=False, question__isnull=True)
                | Q(section__isnull=True, page__isnull=True, question__isnull=False),
                name="condition_steers_one_part",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.operator}"
