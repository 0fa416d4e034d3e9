"""The pages on which leads set a survey up and decide about its life."""

from fieldwork.views.areas import area_removal, areas
from fieldwork.views.headcount_files import (
    headcount_file,
    headcount_progress,
    headcount_template,
    headcount_upload,
)
from fieldwork.views.headcounts import headcount_grid, headcounts
from fieldwork.views.life import act, setup
from fieldwork.views.links import link, links
from fieldwork.views.people import coordinators, member, team
from fieldwork.views.start import new_survey
from fieldwork.views.trail import trail, trail_file
from fieldwork.views.words import part, translation

__all__ = [
    "act",
    "area_removal",
    "areas",
    "coordinators",
    "headcount_file",
    "headcount_grid",
    "headcount_progress",
    "headcount_template",
    "headcount_upload",
    "headcounts",
    "link",
    "links",
    "member",
    "new_survey",
    "part",
    "setup",
    "team",
    "trail",
    "trail_file",
    "translation",
]
