"""The form of the front page."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from fieldwork.codes import LENGTH
from responses.pasted_codes import Code
from responses.selectors import code_entered


class LinkCodeForm(forms.Form):
    """The code at the end of a link, typed from a poster or a letter, or the whole link pasted.

    `cleaned_data["code"]` is the `Code` that was found.
    """

    code = forms.CharField(
        label=_("Code of your link"),
        help_text=format_lazy(
            _(
                "The last part of its address: {length} letters and digits. You can paste the "
                "whole link."
            ),
            length=LENGTH,
        ),
        error_messages={"required": _("Enter the code of your link")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "autocapitalize": "none",
            "autocomplete": "off",
            "spellcheck": "false",
        }
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_action = "front_page"
        self.helper.add_input(Submit("", _("Open the survey")))

    def clean_code(self) -> Code:
        code = code_entered(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(
                _(
                    "Check the code: it has %(length)d letters and digits, "
                    "and never 0, 1, i, l or o"
                ),
                params={"length": LENGTH},
            )
        return code
