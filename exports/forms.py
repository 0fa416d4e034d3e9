"""The form in which a lead decides on interim exports."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from exports.models import InterimRelease


class InterimReleaseForm(forms.ModelForm):
    class Meta:
        model = InterimRelease
        fields = ["reason"]
        labels = {"reason": _("Why are exports needed before the survey closes?")}
        help_texts = {
            "reason": _("Two or three sentences. They are kept, with your name and the day.")
        }
        error_messages = {"reason": {"required": _("Say why interim exports are needed")}}
        widgets = {"reason": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("allow", _("Allow interim exports")))
