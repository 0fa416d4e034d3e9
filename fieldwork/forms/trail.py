"""What to look for in the trail of a survey."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.wording import IN_SURVEYS
from fieldwork.forms.words import DateInput

NO_DATE = {"invalid": gettext_lazy("Enter a date")}


class TrailForm(forms.Form):
    """Narrows the trail to what `cleaned_data` says; sent by GET, so that it stands in addresses.

    *who* are those who can be chosen: code -> name.
    """

    who = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    what = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    from_day = forms.DateField(
        label=gettext_lazy("From day"),
        widget=DateInput(),
        required=False,
        error_messages=NO_DATE,
    )
    to_day = forms.DateField(
        label=gettext_lazy("To day"), widget=DateInput(), required=False, error_messages=NO_DATE
    )
    text = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("A part of the name of a person, an area or a link."),
    )

    def __init__(self, *args: Any, who: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._who = who
        choices = {"who": [("", _("Everybody")), *who.items()], "what": _kinds_of_actions()}
        for name, offered in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = offered
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.add_input(Submit("", _("Show these"), css_class="govuk-button--secondary"))

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        first, last = cleaned.get("from_day"), cleaned.get("to_day")
        if first and last and last < first:
            self.add_error("to_day", _("The last day cannot be before the first day."))
        return cleaned

    @property
    def address(self) -> str:
        """What was chosen, as it stands in addresses behind the question mark; "" for nothing."""
        return urlencode({name: value for name, value in self.cleaned_data.items() if value})

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, as the trail keeps it: names instead of keys, dates as text."""
        given = {name: str(value) for name, value in self.cleaned_data.items() if value}
        if "who" in given:
            given["who"] = self._who[given["who"]]
        if "what" in given:
            given["action"] = given.pop("what")
        return given


def _kinds_of_actions() -> list[tuple[str, Any]]:
    """Return all actions in groups, each of which can be chosen whole."""
    groups: list[tuple[Any, Any]] = [
        (kind.title, [(kind.code, _("All of these")), *kind.actions.items()]) for kind in IN_SURVEYS
    ]
    return [("", _("Everything")), *groups]
