"""Links of a survey: a further one, and what an existing one still does."""

from __future__ import annotations

from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from fieldwork.models import Area, Link, Survey


class LinkForm(forms.ModelForm):
    """A further link in one area."""

    class Meta:
        model = Link
        fields = ["area", "channel"]
        error_messages = {
            "area": {"required": _("Choose an area")},
            "channel": {"required": _("Say through what it is handed out")},
        }

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = cast(forms.ModelChoiceField, self.fields["area"])
        area.queryset = Area.objects.filter(survey=survey).select_related("local_authority")
        self.helper = FormHelper()
        self.helper.add_input(Submit("add", _("Add a link")))


class Use(TextChoices):
    """What a link still does."""

    WORKS = "works", _("Works")
    UNDER_WAY = "under_way", _("Closed to newcomers: who has begun can go on")
    CUT_OFF = "cut_off", _("Cut off: nobody can begin or go on, it leads nowhere")


def use_of(link: Link) -> Use:
    if not link.is_active:
        return Use.CUT_OFF
    return Use.WORKS if link.takes_newcomers else Use.UNDER_WAY


class UseForm(forms.Form):
    """What a link is for, and what it does; to close the last one of an area is confirmed."""

    channel = forms.CharField(
        label=_("handed out through"),
        max_length=100,
        error_messages={"required": _("Say through what it is handed out")},
    )
    use = forms.ChoiceField(label=_("What it does"), widget=forms.RadioSelect, choices=Use.choices)

    def __init__(self, *args: Any, link: Link, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.link = link
        self.initial = {"channel": link.channel, "use": use_of(link)}
        if self._closes_the_last():
            self.fields["confirmed"] = forms.BooleanField(
                label=_("Close it: then nobody else in this area can begin"),
                error_messages={
                    "required": _("It is the last link that works in this area. Is that meant?")
                },
            )
        self.helper = FormHelper()
        self.helper.add_input(Submit("save", _("Save")))

    def _closes_the_last(self) -> bool:
        if not self.is_bound or self.data.get("use") == Use.WORKS or not self.link.is_handed_out:
            return False
        area = self.link.area
        others = area.links.filter(Link.HANDED_OUT).exclude(pk=self.link.pk)
        return area.survey.is_open and not others.exists()

    def changed(self) -> Link:
        """Return the link as the form says it."""
        use = Use(self.cleaned_data["use"])
        self.link.channel = self.cleaned_data["channel"]
        self.link.is_active = use != Use.CUT_OFF
        self.link.takes_newcomers = use == Use.WORKS
        return self.link
