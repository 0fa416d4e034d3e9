"""Typing headcounts into a grid of areas and groups, or saying why there are none."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldwork.core.headcounts.numbers import NotANumber, number_in
from fieldwork.core.headcounts.sheets import Cell, Kind
from fieldwork.forms.words import DateInput
from fieldwork.headcounts import groups_of, headcounts_of
from fieldwork.models import Area, HeadcountReturn, Survey
from fieldwork.wording import told


class SourceForm(forms.ModelForm):
    """Where numbers come from, and the day for which they hold."""

    class Meta:
        model = HeadcountReturn
        fields = ["source", "counted_on"]
        widgets = {"counted_on": DateInput()}
        error_messages = {
            "source": {"required": gettext_lazy("Say where the numbers come from")},
            "counted_on": {"required": gettext_lazy("Say for which day they were counted")},
        }

    def clean_counted_on(self) -> Any:
        day = self.cleaned_data["counted_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class NoHeadcountsForm(forms.ModelForm):
    class Meta:
        model = Survey
        fields = ["without_headcounts"]
        widgets = {"without_headcounts": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        save = Submit("explain", gettext_lazy("Save the reason"))
        save.field_classes = "govuk-button govuk-button--secondary"
        self.helper.add_input(save)


class HeadcountGrid:
    """One line of boxes for each area, one box for each group, as text and read as text.

    What a line says is stored when one of its boxes was changed; a line of blanks that had numbers
    takes them away. `errors` are the sentences about boxes that hold no number.
    """

    def __init__(self, survey: Survey, data: Any = None) -> None:
        self.groups = groups_of(survey)
        areas = Area.objects.filter(survey=survey).select_related("local_authority")
        stored = headcounts_of(survey)
        self.lines = [GridLine(area, self.groups, stored.get(area.pk, {}), data) for area in areas]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Each box that holds no number: its id, and what is wrong."""
        return [(box.id, box.error) for line in self.lines for box in line.boxes if box.error]

    def changed(self) -> dict[int, dict[str, int | None]]:
        """Return the lines that were changed: area id -> group -> number, None where blank."""
        return {
            line.area.pk: {box.group: box.number for box in line.boxes}
            for line in self.lines
            if any(box.is_changed for box in line.boxes)
        }


class GridLine:
    def __init__(self, area: Area, groups: Any, stored: Any, data: Any) -> None:
        self.area = area
        self.boxes = [
            GridBox(area, group, stored.get(group), data, label) for group, label in groups.items()
        ]


class GridBox:
    """One number of a line: what is stored or was sent, and what that means."""

    def __init__(self, area: Area, group: str, stored: int | None, data: Any, label: str) -> None:
        self.group, self.label = group, label
        self.id = f"n-{area.pk}-{group}"
        was = "" if stored is None else str(stored)
        self.text = was if data is None else data.get(self.id, was)
        self.number, self.error = stored, ""
        read = number_in(Cell(Kind.TEXT, self.text))
        if isinstance(read, NotANumber):
            self.error = f"{area}: {told(read.message)}"
        else:
            self.number = read
        self.is_changed = not self.error and self.number != stored
