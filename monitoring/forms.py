"""Choosing what goes into quarantine, and lifting it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fieldwork.models import Link, Survey


def _reason() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One or two sentences. They are kept, with your name and the day."),
        error_messages={"required": gettext_lazy("Say why")},
    )


class LinkField(forms.ModelChoiceField):
    """A link, called by its area."""

    def label_from_instance(self, obj: Link) -> str:
        return name_of(obj)


class ChooseLinkForm(forms.Form):
    """Leads to the weeks of one link of a survey; sent by GET."""

    link = LinkField(
        label=gettext_lazy("Area and link"), queryset=Link.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        links = Link.objects.filter(area__survey=survey).select_related("area__local_authority")
        field = cast(forms.ModelChoiceField, self.fields["link"])
        field.queryset = links.order_by("area__local_authority__name", "pk")
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.add_input(Submit("", _("Show its weeks"), css_class="govuk-button--secondary"))


def name_of(link: Link) -> str:
    """Return how a lead knows *link*: its area, what it is handed out through, and its code."""
    return f"{link.area}, {link.channel} ({link.code})"


class QuarantineForm(forms.Form):
    """`cleaned_data["weeks"]` are the Mondays of the weeks that were ticked.

    *weeks* are those that can be chosen, each with what it is called.
    """

    weeks = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which weeks?"),
        coerce=date.fromisoformat,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one week")},
    )
    reason = _reason()

    def __init__(self, *args: Any, weeks: Iterable[tuple[date, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(week.isoformat(), words) for week, words in weeks]
        cast(forms.TypedMultipleChoiceField, self.fields["weeks"]).choices = choices
        self.helper = FormHelper()
        self.helper.add_input(Submit("quarantine", _("Put them into quarantine")))


class LiftForm(forms.Form):
    reason = _reason()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("lift", _("Lift the quarantine")))
