"""Inviting people: one to the team, or coordinators as pasted lines."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import PERMISSIONS, Role, roles_of
from fieldwork.core.message import Message
from fieldwork.core.pasted_people import PastedPerson, read_people
from fieldwork.models import Area, Survey
from fieldwork.naming import authorities_for, finder_of
from fieldwork.wording import told_of_line

MAX_PASTED = 100_000


def team_roles() -> list[tuple[str, Any]]:
    """Return the roles in a whole survey that may do something in it."""
    offered = [role for role in roles_of(in_one_area=False) if PERMISSIONS[role].verbs]
    return [(role.value, role.label) for role in offered]


class RoleForm(forms.Form):
    """No role is preset: which one is a decision."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        widget=forms.RadioSelect,
        choices=team_roles,
        error_messages={"required": gettext_lazy("Choose a role")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("change", gettext_lazy("Change the role")))

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class InvitationForm(RoleForm):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=150,
        error_messages={"required": gettext_lazy("Enter a name")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        error_messages={"required": gettext_lazy("Enter an email address")},
    )

    field_order = ("name", "email", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("invite", gettext_lazy("Invite")))


class CoordinatorsForm(forms.Form):
    """`cleaned_data["people"]` are names, addresses and areas; all of the paste, or none."""

    people = forms.CharField(
        label=gettext_lazy("Invite coordinators"),
        max_length=MAX_PASTED,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One person on each line: name, email address, area. You can paste from a spreadsheet."
        ),
        error_messages={"required": gettext_lazy("Enter at least one person")},
    )

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._survey = survey
        self.left_out: list[str] = []
        self.helper = FormHelper()
        self.helper.add_input(Submit("invite", gettext_lazy("Invite them")))

    def clean_people(self) -> list[tuple[str, str, Area]]:
        read = read_people(self.cleaned_data["people"])
        refused = list(read.refused)
        found = self._found(read.people, refused)
        if refused:
            raise ValidationError(
                [told_of_line(*one) for one in sorted(refused, key=lambda o: o[0])]
            )
        if read.heading:
            self.left_out.append(_("Line %(line)d: a heading.") % {"line": read.heading})
        for line, first in read.twice:
            told_twice = _("Line %(line)d says the same as line %(first)d.")
            self.left_out.append(told_twice % {"line": line, "first": first})
        return found

    def _found(
        self, people: tuple[PastedPerson, ...], refused: list[tuple[int, Any]]
    ) -> list[tuple[str, str, Area]]:
        """Return *people* with the areas that they name; what is wrong is added to *refused*."""
        finder = finder_of(authorities_for(self._survey))
        areas = {one.local_authority_id: one for one in self._survey.areas.all()}
        found = []
        for person in people:
            named = finder.find(person.area)
            area = None if isinstance(named, Message) else areas.get(named.pk)
            if isinstance(named, Message):
                refused.append((person.line, named))
            elif area is None:
                stranger = _("%(area)s is no area of this survey") % {"area": named}
                refused.append((person.line, stranger))
            elif not _is_address(person.address):
                wrong = _("%(address)s is no email address") % {"address": person.address}
                refused.append((person.line, wrong))
            else:
                found.append((person.name, person.address, area))
        return found


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
