"""Which questions a respondent may leave blank, in a sentence for the start page."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionnaires.core.question import Question


def what_may_be_blank(questions: Collection[Question]) -> str:
    """Return what a respondent is told before they begin to answer *questions*."""
    required = [question for question in questions if question.required]
    if not required:
        return _("You can leave any question blank.")
    if len(required) == len(questions):
        return _("Every question has to be answered.")
    if all(question.decides for question in required):
        return ngettext(
            "You can leave any question blank, except one that decides which questions come next.",
            "You can leave any question blank, except some that decide which questions come next.",
            len(required),
        )
    return ngettext(
        "You can leave any question blank, except one that has to be answered.",
        "You can leave any question blank, except some that have to be answered.",
        len(required),
    )
