"""What the demonstration is made of. Every name says that it is not a real one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

QUESTIONNAIRE_FILE = "questionnaires/definitions/larc7.yaml"

SURVEY_SLUG = "demonstration"
SURVEY_TEXTS = {
    "title": "Demonstration: harmful sexual behaviour",
    "organisation": "nobody: this is a demonstration of LARC Survey with synthetic data",
    "contact": "nobody, because this is a demonstration (contact@demonstration.example)",
    "privacy_notice": "This is a demonstration: there is no study, and nobody is responsible for "
    "one. Please give no real answers. They are deleted with the demonstration.",
    "thank_you_text": "This was a demonstration: nobody studies what you have answered.",
    "support_text": "In a real survey, this place says where to find support.",
}
RECENT_PERIOD = "two years"
RECENT_YEARS = 2

OPENED_BEFORE = timedelta(days=14)
OPEN_FOR = timedelta(days=60)

RESPONSES = 300
SEED = 7

INTERIM_REASON = "This is a demonstration with synthetic responses, so that an export can be tried."

PLACES = (
    "Exampleshire",
    "Fictionham",
    "Mockborough",
    "Pretendale",
    "Sampleton",
    "Specimen Bay",
)

DOMAIN = "demonstration.example"
"""A domain that is reserved for examples: no e-mail to it can ever reach anybody."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in to the demonstration; `task` is told beside the password."""

    name: str
    email: str
    task: str


ADMINISTRATOR = Person("Demonstration administrator", f"administrator@{DOMAIN}", "administrator")
LEAD = Person("Demonstration lead", f"lead@{DOMAIN}", "lead researcher")
RESEARCHER = Person("Demonstration researcher", f"researcher@{DOMAIN}", "researcher")


def authority_name(place: str) -> str:
    return f"{place} (demonstration)"


def coordinator_of(place: str) -> Person:
    """Return the coordinator of the area of *place*."""
    return Person(
        name=f"Coordinator of {place}",
        email=f"{place.lower().replace(' ', '-')}@{DOMAIN}",
        task=f"coordinator of {place}",
    )


def everybody() -> tuple[Person, ...]:
    return ADMINISTRATOR, LEAD, RESEARCHER, *map(coordinator_of, PLACES)
