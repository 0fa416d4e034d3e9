"""A small questionnaire with every type of answer and two branches, and what somebody answers."""

from __future__ import annotations

from itertools import takewhile

from tests.builders import all_of, definition, options, page, question, section
from tests.respondent import Fields

NONE = {"code": "none", "label": "None of these", "exclusive": True}
OTHER = {"code": "other", "label": "Something else", "specify": "Please specify"}

VISITS = definition(
    section(
        "you",
        page(
            "role",
            question("role", choices=options("practitioner", "manager"), required=True),
            question("ages", "multiple", choices=options("young", "old", NONE, OTHER)),
        ),
        page("contacts", question("contacts", choices=options("yes", "no", OTHER))),
    ),
    section(
        "practice",
        page(
            "visits",
            question("number", "number", minimum=0, maximum=500, decimals=1),
            question("last", "date"),
            question("school", "text", max_length=40),
            question("story", "long_text", max_length=10_000),
        ),
        page(
            "quality",
            question(
                "quality",
                "grid",
                choices=options("good", "bad"),
                rows=options("time", "use", OTHER),
            ),
            **all_of(
                {"question": "ages", "answered": True}, {"question": "ages", "none_of": ["none"]}
            ),
        ),
        **all_of({"question": "role", "any_of": ["practitioner"]}),
    ),
    section(
        "management",
        page("team", question("team", "text")),
        **all_of({"question": "role", "any_of": ["manager"]}),
    ),
    section("end", page("comments", question("comments", "long_text"))),
)
"""The order of its pages: role, contacts, visits, (quality), comments; a manager's: role, contacts,
team, comments."""

PRACTITIONER: dict[str, Fields] = {
    "role": {"role": "practitioner", "ages": ["young", "other"], "ages-other--specify": "Very old"},
    "contacts": {"contacts": "yes"},
    "visits": {
        "number": "34.5",
        "last-day": "27",
        "last-month": "3",
        "last-year": "2016",
        "school": "Hill School",
        "story": "First line\r\n\r\nThird line",
    },
    "quality": {"quality-time": "good", "quality-other": "bad", "quality-other--specify": "Tea"},
    "comments": {"comments": "Thank you"},
}
"""What a practitioner sends on each page of the route."""


def pages_before(page_code: str) -> dict[str, Fields]:
    """What a practitioner sends on the way to a page."""
    return dict(takewhile(lambda sent: sent[0] != page_code, PRACTITIONER.items()))


STORED = {
    "role": {"choice": "practitioner"},
    "ages": {"choices": ["young", "other"], "specify": {"other": "Very old"}},
    "contacts": {"choice": "yes"},
    "number": 34.5,
    "last": "2016-03-27",
    "school": "Hill School",
    "story": "First line\n\nThird line",
    "quality": {"rows": {"time": "good", "other": "bad"}, "specify": {"other": "Tea"}},
    "comments": "Thank you",
}
"""What is stored of it."""
