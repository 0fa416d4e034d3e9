"""The form of an act that gives a survey another last day."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from fieldwork.forms.words import DateInput


class LastDayForm(forms.Form):
    last_day = forms.DateField(
        label=_("New last day"),
        widget=DateInput(),
        error_messages={"required": _("Say which day is the last"), "invalid": _("Enter a date")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        help_text=_("One or two sentences. They are kept, with your name and the day."),
        error_messages={"required": _("Say why")},
    )

    def __init__(self, *args: Any, button: Any, hint: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["last_day"].help_text = hint
        self.helper = FormHelper()
        self.helper.add_input(Submit("do", button))
