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


class DeletionForm(forms.Form):
    """Whoever deletes everything types the name of the survey, so that no slip does it."""

    name = forms.CharField(
        max_length=60,
        error_messages={"required": _("Type the name of the survey in addresses")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One or two sentences. They are kept, with your name and the day."),
        error_messages={"required": _("Say why")},
    )

    def __init__(self, *args: Any, slug: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._slug = slug
        self.fields["name"].label = _("To confirm, type %(name)s") % {"name": slug}
        self.fields["name"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        self.helper = FormHelper()
        self.helper.add_input(Submit("delete", _("Delete everything")))

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        if name != self._slug:
            message = _("This is not the name of the survey: type %(name)s.")
            raise forms.ValidationError(message, params={"name": self._slug})
        return name
