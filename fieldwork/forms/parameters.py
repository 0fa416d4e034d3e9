"""Form fields for what fills the parameters of a questionnaire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from questionnaires.core.parameters import MAX_LENGTH, Parameter, ParameterKind, fault_in

PREFIX = "parameter_"
"""What the name of a field begins with, before the name of its parameter."""

F = TypeVar("F", bound=forms.BaseForm)


@dataclass(frozen=True, slots=True)
class Fits:
    """A validator: whether a value can fill a parameter of one kind."""

    kind: ParameterKind

    def __call__(self, value: str) -> None:
        if fault := fault_in(value, self.kind):
            raise ValidationError(_(fault))


def field_name(parameter: Parameter) -> str:
    return f"{PREFIX}{parameter.name}"


def field_names(parameters: Iterable[Parameter]) -> list[str]:
    return [field_name(one) for one in parameters]


def with_parameters(form: type[F], parameters: Iterable[Parameter]) -> type[F]:
    """Return *form* with one more field for each of *parameters*."""
    fields = {field_name(one): _field(one) for one in parameters}
    return cast(type[F], type(form.__name__, (form,), fields))


def _field(parameter: Parameter) -> forms.CharField:
    field = forms.CharField(
        label=capfirst(parameter.label),
        max_length=MAX_LENGTH,
        validators=[Fits(parameter.kind)],
        help_text=gettext_lazy("Stands in the questions for {%(name)s}, for example: %(example)s")
        % {"name": parameter.name, "example": parameter.example},
    )
    if not parameter.is_text:
        field.widget.attrs["inputmode"] = "numeric"
    return field


def parameter_fields_of(form: forms.BaseForm) -> list[str]:
    return [name for name in form.fields if name.startswith(PREFIX)]


def show_parameters(form: forms.BaseForm, values: Mapping[str, str]) -> None:
    """Let the fields of `with_parameters` show *values*: name -> value."""
    for name in parameter_fields_of(form):
        form.fields[name].initial = values.get(name.removeprefix(PREFIX), "")


def parameters_in(cleaned: Mapping[str, Any]) -> dict[str, str]:
    """Return what the fields of `with_parameters` hold in *cleaned* data: name -> value."""
    return {
        name.removeprefix(PREFIX): value
        for name, value in cleaned.items()
        if name.startswith(PREFIX)
    }


def add_refusal(form: forms.BaseForm, refused: ValidationError) -> None:
    """Show in *form* why an action refused what it holds, beside the fields that are meant."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for name, errors in refused.error_dict.items():
        fields = [field for field in (name, f"{PREFIX}{name}") if field in form.fields]
        form.add_error(fields[0] if fields else None, errors)
