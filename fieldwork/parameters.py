"""What a survey has to say for the parameters of its questionnaire, and whether it fits."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from questionnaires.core.parameters import Parameter, fault_in
from questionnaires.selectors import instrument_of


def parameters_of(version_id: int, *, in_further_language: bool = False) -> tuple[Parameter, ...]:
    """Return the parameters that a survey of this published version fills, in their order.

    In a further language those alone that are words. Raise Version.DoesNotExist for a draft.
    """
    declared = instrument_of(version_id).parameters
    return tuple(one for one in declared if one.is_text or not in_further_language)


def fitting_values(
    version_id: int,
    given: Mapping[str, str] | None,
    *,
    stored: Mapping[str, str],
    language: str = "",
    may_lack: bool = False,
) -> dict[str, str]:
    """Return what a survey of this version says: name -> value, for each parameter one.

    That is what is *given*, or what is *stored* where None is. Raise ValidationError, by the name
    of the parameter, for one that is not declared, does not fit, or lacks unless it *may*.
    """
    parameters = {
        one.name: one for one in parameters_of(version_id, in_further_language=bool(language))
    }
    values = given if given is not None else {n: v for n, v in stored.items() if n in parameters}
    faults = dict.fromkeys(
        values.keys() - parameters, _("The questionnaire of this survey does not ask for this.")
    )
    values = {name: value for name, value in values.items() if value or not may_lack}
    for name, one in parameters.items():
        fault = fault_in(values.get(name, ""), one.kind)
        if fault and (name in values or not may_lack):
            faults[name] = _(fault)
    if faults:
        raise ValidationError(faults)
    return {name: values[name] for name in parameters if name in values}
