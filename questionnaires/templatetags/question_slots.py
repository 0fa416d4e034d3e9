"""Slots of a question's template: the few places that depend on the respondent.

A question's template is rendered once per process and cut at these marks (see `rendering`); each
answer then only fills the gaps. That is what makes a page of sixty radio buttons cheap.
"""

from django import template
from django.utils.safestring import SafeString, mark_safe

from questionnaires.rendering import MARK

register = template.Library()


def _slot(kind: str, key: str = "") -> SafeString:
    return mark_safe(f"{MARK}{kind}:{key}{MARK}")  # noqa: S308 - our own marks and codes


@register.simple_tag
def ticked(*key: str) -> SafeString:
    """` checked` where the answer has this choice (`choice`, or `row choice` in a grid)."""
    return _slot("ticked", ".".join(key))


@register.simple_tag
def filled(key: str = "") -> SafeString:
    """The text typed into this box, escaped."""
    return _slot("filled", key)


@register.simple_tag
def error_message() -> SafeString:
    """The paragraph with the error of this question, or nothing."""
    return _slot("error_message")


@register.simple_tag
def described_by() -> SafeString:
    """` aria-describedby="…"` with the ids of the hint and the error, or nothing."""
    return _slot("described_by")


@register.simple_tag
def invalid() -> SafeString:
    """` aria-invalid="true"` where the question has an error."""
    return _slot("if_error", ' aria-invalid="true"')


@register.simple_tag
def group_error_class() -> SafeString:
    """The class of a form group with an error, after a blank."""
    return _slot("if_error", " govuk-form-group--error")


@register.simple_tag
def input_error_class(name: str) -> SafeString:
    """The class *name* of an input with an error, after a blank."""
    return _slot("if_error", f" {name}")


@register.simple_tag
def box_error_class(part: str) -> SafeString:
    """The class of the box beside option or row *part*, after a blank, where the error is in it."""
    return _slot("box_error_class", part)


@register.simple_tag
def box_invalid(part: str) -> SafeString:
    """What ties the box beside option or row *part* to the error, where the error is in it."""
    return _slot("box_invalid", part)


@register.simple_tag
def part_error_class(part: str) -> SafeString:
    """The class of the box for one *part* of an answer, after a blank, where it is wrong."""
    return _slot("part_error_class", part)


@register.simple_tag
def part_invalid(part: str) -> SafeString:
    """What ties the box for one *part* of an answer to the error, where it is wrong."""
    return _slot("part_invalid", part)
