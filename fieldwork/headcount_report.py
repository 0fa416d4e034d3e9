"""What an upload of headcounts was found to say, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fieldwork.core.message import Message
from fieldwork.headcounts import groups_of, headcounts_of
from fieldwork.models import Area, HeadcountUpload
from fieldwork.wording import told


@dataclass(frozen=True, slots=True)
class ReadLine:
    """The numbers of one area in the order of the groups, None where there is none."""

    area: Area
    numbers: tuple[int | None, ...]
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class ReadHeadcounts:
    """`findings` and `left_out` are places with what is there; `without` cells without a number."""

    groups: tuple[str, ...]
    lines: tuple[ReadLine, ...]
    findings: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, str], ...]
    without: tuple[tuple[str, str], ...]


def report_on(upload: HeadcountUpload) -> ReadHeadcounts:
    """Return what *upload* says; nothing of it before it was read."""
    reading, groups = upload.reading, groups_of(upload.survey)
    return ReadHeadcounts(
        groups=tuple(label or _("People") for label in groups.values()),
        lines=tuple(_lines(upload, groups)),
        findings=_told(reading.get("findings", ())),
        left_out=_told(reading.get("left_out", ())),
        without=tuple(
            (_place(one), f"{one['area']}: {groups.get(one['group']) or _('People')}")
            for one in reading.get("no_number", ())
        ),
    )


def _lines(upload: HeadcountUpload, groups: Iterable[str]) -> Iterable[ReadLine]:
    read = upload.reading.get("headcounts", {})
    known = headcounts_of(upload.survey)
    areas = Area.objects.filter(survey=upload.survey, pk__in=[int(key) for key in read])
    for area in areas.select_related("local_authority"):
        numbers = tuple(read[str(area.pk)].get(group) for group in groups)
        yield ReadLine(area, numbers, is_replaced=area.pk in known)


def _told(found: Iterable[dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((_place(one), told(Message(**one["message"]))) for one in found)


def _place(found: dict[str, Any]) -> str:
    sheet, where = found["sheet"], found["where"]
    if sheet is None:
        return str(where)
    return _("sheet %(sheet)s, %(where)s") % {"sheet": sheet, "where": where}
