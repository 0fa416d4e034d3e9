"""Choosing the areas of a survey: found by search, ticked, or pasted as a list."""

from __future__ import annotations

from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldwork.models import LocalAuthority, Survey
from fieldwork.naming import authorities_for, authorities_in, finder_of
from fieldwork.wording import told_of_line

MAX_PASTED = 20_000
"""Characters: the longest names of all authorities of England are a quarter of that."""


class SearchForm(forms.Form):
    """Narrows the local authorities that are offered; sent by GET."""

    q = forms.CharField(label=gettext_lazy("Name or code"), max_length=100, required=False)
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of authority"), required=False)

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waiting = authorities_for(survey).exclude(areas__survey=survey)
        for name in ("region", "kind"):
            values = self._waiting.exclude(**{name: ""}).order_by(name)
            known = values.values_list(name, flat=True).distinct()
            choices = [("", _("All")), *((value, value) for value in known)]
            cast(forms.ChoiceField, self.fields[name]).choices = choices
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.add_input(Submit("", _("Search"), css_class="govuk-button--secondary"))

    def found(self) -> QuerySet[LocalAuthority]:
        """Return the local authorities that fit, and are no areas of the survey yet."""
        if not self.is_valid():
            return self._waiting.none()
        asked = {name: self.cleaned_data[name] for name in ("region", "kind")}
        text = self.cleaned_data["q"].strip()
        named = Q(name__icontains=text) | Q(official_name__icontains=text) | Q(ons_code=text)
        return self._waiting.filter(named, **{n: value for n, value in asked.items() if value})


class PasteForm(forms.Form):
    """`cleaned_data["names"]` are the local authorities that a pasted list names."""

    names = forms.CharField(
        label=gettext_lazy("Paste a list"),
        max_length=MAX_PASTED,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy("One name or ONS code on each line, as in Leeds or E08000035."),
        error_messages={"required": gettext_lazy("Paste at least one name")},
    )

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left_out: list[str] = []
        self._finder = finder_of(authorities_for(survey)) if self.is_bound else None
        self.helper = FormHelper()
        self.helper.add_input(Submit("paste", _("Add these areas")))

    def clean_names(self) -> list[LocalAuthority]:
        """Return each once; refuse the whole list, with its lines, if one names nobody."""
        if self._finder is None:
            return []
        read = authorities_in(self.cleaned_data["names"].splitlines(), self._finder)
        if read.refused:
            raise forms.ValidationError([told_of_line(*one) for one in read.refused])
        self.left_out = [
            told_of_line(line, _("%(area)s stands in the list already.") % {"area": one})
            for line, one in read.twice
        ]
        return list(read.found)
