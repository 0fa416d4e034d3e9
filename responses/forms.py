"""Forms of the respondent's pages that hold no questions."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from responses.language import NAME

OWN_DEVICE = "own_device"
"""The box with which a respondent says that nobody else uses the device."""


class ResumeForm(forms.Form):
    """A resume code, as it was noted or read aloud."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Four groups of four letters and digits, for example abcd-2345-efgh-6789."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": _("Enter your code")},
    )

    own_device = forms.BooleanField(
        label=_("This is my own device: keep my place until the survey closes"),
        help_text=_(
            "Leave this empty on a device that others use too: whoever opens its browser could "
            "read your answers until you send them."
        ),
        required=False,
    )

    def __init__(self, *args: Any, language: str = "", **kwargs: Any) -> None:
        """Lay the form out; with a *language*, what it is answered with is in it too."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_id = "resume"
        query = {NAME: language} if language else None
        self.helper.form_action = reverse("resume", query=query)
        self.helper.add_input(Submit("continue", _("Continue")))

    def refuse(self) -> None:
        """Say that the code opens nothing; not whether it ever did."""
        self.add_error(
            "code",
            _(
                "This code does not open any answers. Compare it with what you noted. A code stops "
                "working once the answers are sent."
            ),
        )
