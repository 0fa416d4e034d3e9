"""A definition with all kinds of texts."""

from __future__ import annotations

from tests.builders import SINCE_YEAR, definition, page, question, section

EVERYTHING = definition(
    section(
        "s",
        page(
            "p",
            question(
                "q",
                "multiple",
                hint="A hint",
                release="recode",
                choices=[
                    {"code": "a", "label": "Answer", "value": 1, "specify": "Which?"},
                    {"code": "b", "label": "Gone", "value": 2, "retired": True},
                ],
                recodes=[
                    {
                        "code": "r",
                        "label": "Recoded",
                        "groups": [
                            {"code": "g", "label": "First group", "choices": ["a"]},
                            {"code": "h", "label": "Second group", "choices": ["b"]},
                        ],
                    }
                ],
            ),
            question("g", "grid", rows=[{"code": "top", "label": "Upper", "specify": "What?"}]),
            text="Before the questions of {area} since {since_year}",
            panels=["i"],
        ),
    ),
    panels=[
        {
            "code": "i",
            "title": "Panel",
            "body": "Body",
            "continuum": [{"name": "Low", "description": "Little"}],
            "source": "Somebody",
        }
    ],
    parameters=[SINCE_YEAR],
    start_panels=["i"],
)
"""Every field that holds a text, with words in each."""
