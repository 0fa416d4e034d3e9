"""What a posted form says of itself: from which version it was rendered, and what it asked."""

from __future__ import annotations

import re
from typing import Any

from fieldwork.models import Survey
from questionnaires.core.instrument import Instrument
from questionnaires.core.routing import RoutePage
from questionnaires.models import Version
from questionnaires.selectors import instrument_of

A_KEY = re.compile(r"[0-9]{1,9}")


def posted_version(survey: Survey, posted: Any) -> int:
    """Return the version from which a posted form says it was rendered.

    If that is none of the questionnaire of *survey*, return the version that *survey* asks.
    """
    said = posted.get("_version", "")  # no code of a question begins with an underscore
    if not A_KEY.fullmatch(said) or int(said) == survey.version_id:
        return survey.version_id
    is_related = _slug(int(said)) == _slug(survey.version_id)
    return int(said) if is_related else survey.version_id


def _slug(version_id: int) -> str:
    try:
        return instrument_of(version_id).slug
    except Version.DoesNotExist:
        return ""


def posted_page(instrument: Instrument, page_code: str, posted: Any) -> RoutePage | None:
    """Return a page with the questions that a posted form says it asked, None without such a page.

    The form is believed because nothing depends on it: it decides which of the respondent's own
    words are read and shown again, never which questions are on the route.
    """
    page = instrument.pages.get(page_code)
    if page is None:
        return None
    asked = set(posted.get("_asked", "").split())
    questions = tuple(question for question in page.questions if question.code in asked)
    return RoutePage(instrument.section_of[page_code], page, questions)
