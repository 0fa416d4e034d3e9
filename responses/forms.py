"""Forms of the respondent's pages that hold no questions."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from responses.language import NAME
from responses.pasted_codes import Code
from responses.selectors import code_entered

OWN_DEVICE = "own_device"
"""The box with which a respondent says that nobody else uses the device."""


class CodeBox(forms.Form):
    """A box for a code, whose answer comes in the language that the page was asked for in."""

    form_id: str
    """The form's `id` in the page."""
    route: str
    """The name of the address to which it is sent."""

    def __init__(self, *args: Any, language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_id = self.form_id
        query = {NAME: language} if language else None
        self.helper.form_action = reverse(self.route, query=query)
        self.helper.add_input(Submit("continue", _("Continue")))


class ResumeForm(CodeBox):
    """A resume code, as it was noted or read aloud."""

    form_id = "resume"
    route = "resume"

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Four groups of four letters and digits, for example abcd-2345-efgh-6789."),
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

    def refuse(self) -> None:
        """Say that the code opens nothing; not whether it ever did."""
        self.add_error(
            "code",
            _(
                "This code does not open any answers. Compare it with what you noted. A code stops "
                "working once the answers are sent."
            ),
        )


class CodeForm(CodeBox):
    """A code of either kind, typed or pasted with whatever stands around it.

    `cleaned_data["code"]` is the `Code` that was found.
    """

    form_id = "enter-code"
    route = "enter_code"

    code = forms.CharField(
        label=_("Your code"),
        help_text=_(
            "From the link of a survey, or the one with which you come back to your answers. You "
            "can paste a whole address or message."
        ),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": _("Enter your code")},
    )

    def clean_code(self) -> Code:
        code = code_entered(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(
                _(
                    "Check the code: that of a survey has 8 letters and digits, the one to come "
                    "back with has 16, and neither ever has 0, 1, i, l or o"
                )
            )
        return code
