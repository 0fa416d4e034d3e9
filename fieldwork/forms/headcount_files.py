"""Uploading a file with headcounts, and answering what it leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from fieldwork.core.headcounts.containers import MAX_BYTES
from fieldwork.models import Area, Survey


class HeadcountFileForm(forms.Form):
    """Whatever the file is: what is wrong with it is told by what reads it."""

    file = forms.FileField(
        label=_("File with headcounts"),
        help_text=_("An Excel workbook (.xlsx) or a .csv file, as the council sent it."),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": _("Choose a file")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv"
        self.helper = FormHelper()
        self.helper.add_input(Submit("read", _("Read the file")))

    def file_given(self) -> tuple[str, bytes]:
        """Return the name of the file, and no more of it than may be read."""
        file = self.cleaned_data["file"]
        return file.name, file.read(MAX_BYTES + 1)


class AreaForm(forms.Form):
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Of which area are these numbers?"),
        error_messages={"required": _("Choose an area")},
    )

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = Area.objects.filter(survey=survey).select_related("local_authority")
        cast(forms.ModelChoiceField, self.fields["area"]).queryset = areas
        self.helper = FormHelper()
        self.helper.add_input(Submit("go", _("Go on")))


class SheetForm(forms.Form):
    sheet = forms.ChoiceField(
        label=_("Which sheet holds the numbers?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a sheet")},
    )

    def __init__(self, *args: Any, sheets: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["sheet"])
        field.choices = [(name, name) for name in sheets]
        self.helper = FormHelper()
        self.helper.add_input(Submit("go", _("Go on")))
