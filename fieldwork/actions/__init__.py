"""Every write about fieldwork, each in the module of its subject."""

from fieldwork.actions.areas import add_area, add_link, change_link, number_areas
from fieldwork.actions.local_authorities import save_local_authority, store_local_authorities
from fieldwork.actions.people import add_member, remove_member
from fieldwork.actions.surveys import (
    remove_survey_translation,
    save_survey,
    save_survey_translation,
)

__all__ = [
    "add_area",
    "add_link",
    "add_member",
    "change_link",
    "number_areas",
    "remove_member",
    "remove_survey_translation",
    "save_local_authority",
    "save_survey",
    "save_survey_translation",
    "store_local_authorities",
]
