"""Reading a file with headcounts for one survey, and keeping what was found as plain values."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fieldwork.core.headcounts.read import read_file
from fieldwork.core.headcounts.reading import Area as CoreArea
from fieldwork.core.headcounts.reading import Group, Reading
from fieldwork.core.message import Message
from fieldwork.headcounts import groups_of
from fieldwork.models import Area, HeadcountUpload, Survey
from fieldwork.naming import authorities_for, finder_of
from questionnaires.core.characters import UNSTORED
from questionnaires.core.messages import gettext_noop
from questionnaires.selectors import instrument_of

STRANGER = gettext_noop("%(area)s is no area of this survey")


def read_upload(upload: HeadcountUpload) -> Reading:
    """Return what the file of *upload* says about the areas of its survey; keys are area ids."""
    survey = upload.survey
    areas = list(Area.objects.filter(survey=survey).select_related("local_authority"))
    by_authority = {one.local_authority_id: CoreArea(str(one.pk), str(one)) for one in areas}
    finder = finder_of(authorities_for(survey))

    def find(text: str) -> CoreArea | Message:
        found = finder.find(text)
        if isinstance(found, Message):
            return found
        area = by_authority.get(found.pk)
        return area or Message(STRANGER, {"area": found.name})

    only = by_authority[upload.area.local_authority_id] if upload.area else None
    return read_file(
        upload.name,
        bytes(upload.data or b""),
        groups=core_groups_of(survey),
        find_area=find,
        only_area=only,
        sheet=upload.sheet or None,
    )


def core_groups_of(survey: Survey) -> list[Group]:
    """Return the groups of *survey* with the labels of the choices that each puts together."""
    instrument = instrument_of(survey.version_id)
    labels = {code: choice.label for code, choice in instrument.headcount_choices.items()}
    agencies = {
        group.code: tuple(labels[code] for code in group.choices)
        for group in instrument.headcount_groups
    }
    groups = groups_of(survey)
    return [
        Group(code, label or "People", agencies.get(code, ())) for code, label in groups.items()
    ]


def as_stored(reading: Reading) -> dict[str, Any]:
    """Return *reading* as a JSON document; sentences keep their values, to be translated later."""
    stored: dict[str, Any] = asdict(reading)
    return dict(_storable(stored))


def _storable(value: Any) -> Any:
    """Return *value* without the one character that PostgreSQL does not store."""
    if isinstance(value, str):
        return UNSTORED.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _storable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(one) for one in value]
    return value
