"""A page of a questionnaire as a Django form, laid out for crispy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.template import Context
from django.utils.formats import date_format, number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from questionnaires.core.question import AnswerError, AnswerMissing, Question
from questionnaires.core.texts import fill
from questionnaires.months import month_names
from questionnaires.rendering import Texts, question_html

LINE_BREAK = mark_safe("<br>")


class AnswerWidget(forms.Widget):
    """Reads a question's inputs from a posted form; the layout below renders them."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return self.question.type.posted(self.question, data)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an answer: the sentence, and the HTML id of the input to mend."""

    sentence: str
    input_id: str


class AnswerField(forms.Field):
    """One question; everything particular is asked of its answer type.

    `problems` are what its cleaning has found, one for each sentence of its errors.
    """

    def __init__(self, question: Question, texts: Texts) -> None:
        super().__init__(required=False, widget=AnswerWidget(question))
        self.question = question
        self.texts = texts
        self.problems: list[Problem] = []

    def clean(self, value: Any) -> Any:
        answer_type = self.question.type
        try:
            return answer_type.clean(self.question, answer_type.in_figures(value, month_names()))
        except AnswerError as error:
            self.problems = [self._problem(one) for one in (error, *error.others)]
            code = "required" if isinstance(error, AnswerMissing) else "invalid"
            raise forms.ValidationError(
                [forms.ValidationError(problem.sentence, code=code) for problem in self.problems]
            ) from None

    def _problem(self, error: AnswerError) -> Problem:
        # An error may quote an option, whose label may hold a placeholder.
        sentence = fill(_(error.message) % _written(error.parameters), self.texts)
        return Problem(sentence, error.input_id)


def _written(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands in an error's sentence, numbers and months as the language writes them."""
    return {name: _as_written(value) for name, value in parameters.items()}


def _as_written(value: Any) -> Any:
    if isinstance(value, date):
        return date_format(value, "YEAR_MONTH_FORMAT")
    if isinstance(value, int | Decimal):
        return number_format(value, force_grouping=True)
    return value


class AskedQuestion:
    """The crispy layout object of one question: rendered in one go, not input by input."""

    def __init__(self, code: str) -> None:
        self.code = code

    def render(self, form: PageForm, context: Context, **kwargs: Any) -> SafeString:
        name = field_name(self.code)
        field = cast(AnswerField, form.fields[name])
        problems = field.problems if name in form.errors else []
        return question_html(
            form.questions[self.code],
            value=form[name].value(),
            error=format_html_join(LINE_BREAK, "{}", ((one.sentence,) for one in problems)),
            error_inputs={one.input_id for one in problems},
            texts=form.texts,
        )


def field_name(code: str) -> str:
    """Return the name of the field of a question, which no attribute of a form has.

    In a template `form.errors` is the field of that name, if there is one: a question may be called
    so.
    """
    return f"_{code}"


class QuestionsHelper(FormHelper):
    """How crispy renders a page: the questions and nothing around them.

    Media and an action would come to nothing as well, but only after a search at every page.
    """

    form_tag = False
    disable_csrf = True
    include_media = False
    form_action = ""


class PageForm(forms.Form):
    """The questions shown on one page."""

    def __init__(
        self,
        questions: tuple[Question, ...],
        *,
        answers: Mapping[str, Any],
        texts: Texts,
        data: Any = None,
    ) -> None:
        super().__init__(data, initial={field_name(code): answers[code] for code in answers})
        self.texts = texts
        self.questions = {question.code: question for question in questions}
        self.fields = {
            field_name(code): AnswerField(question, texts)
            for code, question in self.questions.items()
        }

    @classmethod
    def as_typed(cls, questions: tuple[Question, ...], *, texts: Texts, data: Any) -> Self:
        """Return a form that shows posted *data* as it was typed and finds nothing wrong in it."""
        typed = {question.code: question.type.posted(question, data) for question in questions}
        return cls(questions, answers=typed, texts=texts)

    @classmethod
    def as_far_as_typed(
        cls,
        questions: tuple[Question, ...],
        *,
        answers: Mapping[str, Any],
        texts: Texts,
        data: Any,
    ) -> Self:
        """Return a form that shows posted *data* where it holds any, and *answers* elsewhere."""
        typed = {
            question.code: question.type.posted(question, data)
            for question in questions
            if any(name == question.code or name.startswith(f"{question.code}-") for name in data)
        }
        return cls(questions, answers={**answers, **typed}, texts=texts)

    @property
    def answers(self) -> dict[str, Any]:
        """The valid answers of a checked form by code of question, None for a blank."""
        names = {code: field_name(code) for code in self.questions}
        given = self.cleaned_data
        return {code: given[name] for code, name in names.items() if name in given}

    @property
    def asked(self) -> str:
        """The codes of the questions, which the page carries so that it knows what it asked."""
        return " ".join(self.questions)

    def was_rendered_for(self, data: Any) -> bool:
        """Return whether the page that sent *data* asked the same questions."""
        return bool(data.get("_asked") == self.asked)

    def only_lacks_answers(self) -> bool:
        """Return whether nothing on the page is wrong, though a required answer may be missing."""
        errors = [error for found in self.errors.as_data().values() for error in found]
        return all(error.code == "required" for error in errors)

    @property
    def helper(self) -> QuestionsHelper:
        helper = QuestionsHelper()
        helper.layout = Layout(*(AskedQuestion(code) for code in self.questions))
        return helper
