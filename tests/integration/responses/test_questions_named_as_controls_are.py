"""A question may have any code, also one that sounds like a button or a field of its page."""

from __future__ import annotations

from tests.builders import definition_of_pages, page, question
from tests.publishing import published
from tests.respondent import Respondent
from tests.surveys import link_to, survey_of

CODES = (
    *("response", "asked", "meant", "later", "back", "keep", "end", "language", "version"),
    *("own_device", "start_again", "mine", "code", "return"),
    *("errors", "fields", "helper", "texts", "questions", "non_field_errors", "is_valid", "media"),
)


def test_each_is_answered_and_saved(db: None) -> None:
    pages = definition_of_pages(*(page(code, question(code, "text")) for code in CODES))
    respondent = Respondent(link_to(survey_of(published(pages)))).begin()
    for code in CODES:
        assert respondent.where == code
        respondent.send({code: f"About {code}"})
    assert respondent.where == "check_answers"
    respondent.send()
    assert respondent.response.answers == {code: f"About {code}" for code in CODES}
