"""Every write about fieldwork, each in the module of its subject."""

from fieldwork.actions.areas import (
    add_area,
    add_areas,
    add_link,
    change_link,
    number_areas,
    remove_area,
)
from fieldwork.actions.headcount_uploads import (
    NotReady,
    answer_about_headcounts,
    load_headcounts,
    read_headcounts,
    sweep_headcounts,
    take_headcounts,
)
from fieldwork.actions.headcounts import explain_no_headcounts, store_headcounts
from fieldwork.actions.life import (
    NotNow,
    archive_survey,
    bring_back,
    close_early,
    extend_survey,
    open_survey,
    reopen_survey,
    take_back,
)
from fieldwork.actions.local_authorities import save_local_authority, store_local_authorities
from fieldwork.actions.people import (
    add_member,
    change_role,
    invite,
    invite_again,
    invite_coordinators,
    remove_member,
)
from fieldwork.actions.starting import start_survey
from fieldwork.actions.surveys import (
    remove_survey_translation,
    save_survey,
    save_survey_translation,
)
from fieldwork.actions.trail import record_trail_download

__all__ = [
    "NotNow",
    "NotReady",
    "add_area",
    "add_areas",
    "add_link",
    "add_member",
    "answer_about_headcounts",
    "archive_survey",
    "bring_back",
    "change_link",
    "change_role",
    "close_early",
    "explain_no_headcounts",
    "extend_survey",
    "invite",
    "invite_again",
    "invite_coordinators",
    "load_headcounts",
    "number_areas",
    "open_survey",
    "read_headcounts",
    "record_trail_download",
    "remove_area",
    "remove_member",
    "remove_survey_translation",
    "reopen_survey",
    "save_local_authority",
    "save_survey",
    "save_survey_translation",
    "start_survey",
    "store_headcounts",
    "store_local_authorities",
    "sweep_headcounts",
    "take_back",
    "take_headcounts",
]
