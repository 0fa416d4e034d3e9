"""A questionnaire with everything that a page can hold, in words that are nobody else's.

No interface would use them, so in tests of languages none of its own words is taken for one.
"""

from __future__ import annotations

from tests.builders import all_of, definition, options, page, question, section

NONE = {"code": "none", "label": "Marmot", "exclusive": True}
UNSURE = {"code": "unsure", "label": "Buzzard", "off_scale": True}
OTHER = {"code": "other", "label": "Otter", "specify": "Ocelot"}
PANEL = {
    "code": "about",
    "title": "Panther",
    "body": "Porcupine",
    "source": "Pelican",
    "continuum": [
        {"name": "Swallow", "description": "Sparrow"},
        {"name": "Starling", "description": "Stork"},
    ],
}

EVERYTHING = definition(
    section(
        "first",
        page(
            "role",
            question("role", text="Tiger", choices=options("lion", "bear"), required=True),
            question("ages", "multiple", text="Jackal", choices=options("wolf", NONE, OTHER)),
            question("view", text="Badger", choices=options("beaver", UNSURE)),
            title="Jaguar",
            text="Giraffe, asked of {beast} until {closing_date}",
            panels=["about"],
        ),
        title="Gazelle",
    ),
    section(
        "second",
        page(
            "typed",
            question("number", "number", text="Hyena", minimum=2, maximum=500_000, hint="Heron"),
            question("share", "number", text="Hamster", decimals=1),
            question("last", "date", text="Lynx"),
            question("school", "text", text="Lemur", max_length=40),
            question("story", "long_text", text="Leopard", max_length=10_000),
            title="Llama",
        ),
        page(
            "quality",
            question(
                "quality",
                "grid",
                text="Koala",
                choices=options("kiwi", "kite"),
                rows=options("kudu", {"code": "other", "label": "Krill", "specify": "Kakapo"}),
            ),
            title="Kangaroo",
            **all_of({"question": "role", "any_of": ["lion"]}),
        ),
        title="Kingfisher",
    ),
    title="Elephant",
    parameters=[{"name": "beast", "kind": "text", "label": "Dingo", "example": "Donkey"}],
    panels=[PANEL],
    start_panels=["about"],
)
