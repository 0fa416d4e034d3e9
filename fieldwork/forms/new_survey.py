"""The form with which a lead starts a survey."""

from __future__ import annotations

from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Verb
from fieldwork.models import Survey
from fieldwork.selectors import surveys_where
from questionnaires.models import Version

VERSION, SURVEY = "version", "survey"


class NewSurveyForm(forms.Form):
    """`cleaned_data` has `title`, `slug`, and as `basis` a published version or a survey."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("Respondents see it at the top of each page."),
        error_messages={"required": _("Give the survey a title")},
    )
    slug = forms.SlugField(
        label=_("Name in addresses"),
        max_length=60,
        required=False,
        help_text=_(
            "Short, small letters and hyphens: larc-8. It stands in file names too and cannot be "
            "changed later. Made from the title if you leave it empty."
        ),
    )
    basis = forms.ChoiceField(
        label=_("What it starts from"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a questionnaire, or a survey to copy")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = Version.objects.filter(status=Version.Status.PUBLISHED)
        self._found: dict[str, Version | Survey] = {
            f"{VERSION}:{version.pk}": version
            for version in versions.select_related("questionnaire").order_by("-published_at")
        }
        earlier = surveys_where(user, Verb.SET_UP)
        self._copied = {f"{SURVEY}:{survey.slug}": survey for survey in earlier}
        choices = [
            (_("A questionnaire"), [(k, f"{v.title} ({v})") for k, v in self._found.items()]),
            (_("A copy of a survey, without its answers"), [*self._copied.items()]),
        ]
        basis = cast(forms.ChoiceField, self.fields["basis"])
        basis.choices = [(name, group) for name, group in choices if group]
        self._found |= self._copied
        self.helper = FormHelper()
        self.helper.add_input(Submit("start", _("Start the survey")))

    def clean_basis(self) -> Version | Survey:
        return self._found[self.cleaned_data["basis"]]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        title, slug = self.cleaned_data.get("title"), self.cleaned_data.get("slug")
        if title and not slug and "slug" not in self.errors:
            slug = self.cleaned_data["slug"] = slugify(title)[:60].strip("-")
            if not slug:
                self.add_error("slug", _("The title has no letters for it: enter a name."))
        if slug and Survey.objects.filter(slug=slug).exists():
            taken = _("Another survey has the name “%(slug)s”: choose another.")
            self.add_error("slug", ValidationError(taken, params={"slug": slug}))
        return cleaned
