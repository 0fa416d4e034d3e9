"""A grid: several statements, one answer a row on a common scale."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from disclosure.vocabulary import Measure
from questionnaires.core.answer_types.base import (
    CHOOSE_FROM_THE_LIST,
    clean_specify,
    leaning,
    leaves_blank,
    mapping_at,
    posted_specify,
    specify_texts,
    specify_variables,
    with_specify,
    with_specify_text,
)
from questionnaires.core.question import (
    SECONDS_A_DECISION,
    AnswerError,
    AnswerType,
    Filled,
    PostedData,
    Question,
)
from questionnaires.core.texts import plain
from questionnaires.core.variables import Variable


class Grid(AnswerType):
    """One answer a row; stored as `{"rows": {row: choice}, "specify": {row: text}}`.

    Rows left blank are absent. What is specified beside a row is kept whether or not the row has
    an answer: it stands beside the statement, not under an option.
    """

    name = "grid"
    takes = frozenset({"choices", "rows"})
    needs = frozenset({"choices", "rows"})
    choice_takes = frozenset({"off_scale"})

    def first_input_id(self, question: Question) -> str:
        return f"id_{question.code}-{question.rows[0].code}-{question.choices[0].code}"

    def seconds(self, question: Question) -> float:
        return SECONDS_A_DECISION * len(question.rows)

    def posted(self, question: Question, data: PostedData) -> Any:
        rows = {row.code: data.get(f"{question.code}-{row.code}") for row in question.rows}
        return {"rows": rows, "specify": posted_specify(question, question.rows, data)}

    def cleaned(self, question: Question, posted: Any) -> Any:
        allowed = {choice.code for choice in question.choices}
        given, rows = self._rows(posted), {}
        for row in question.rows:
            code = given.get(row.code)
            if not code:
                continue
            if code not in allowed:
                row_id = f"id_{question.code}-{row.code}-{question.choices[0].code}"
                raise AnswerError(CHOOSE_FROM_THE_LIST, row_id)
            rows[row.code] = code
        specify = clean_specify(question, posted, question.rows)
        return with_specify({"rows": rows}, specify) if rows or specify else None

    def _rows(self, value: Any) -> dict[str, str]:
        rows = mapping_at(value, "rows")
        return {row: code for row, code in rows.items() if isinstance(code, str)}

    def filled(self, question: Question, value: Any) -> Filled:
        ticked = frozenset(f"{row}.{code}" for row, code in self._rows(value).items() if code)
        return Filled(ticked, specify_texts(value))

    def reading(self, question: Question, value: Any) -> list[str]:
        labels = {choice.code: plain(choice.label) for choice in question.choices}
        texts, rows = specify_texts(value), self._rows(value)
        return [
            f"{with_specify_text(plain(row.label), texts.get(row.code))} – "
            f"{labels.get(rows.get(row.code, ''), '…')}"
            for row in question.rows
            if row.code in rows or row.code in texts
        ]

    def variables(self, question: Question) -> Iterator[Variable]:
        labels = tuple((choice.value, plain(choice.label)) for choice in question.choices)
        for row in question.rows:
            yield Variable(
                name=f"{question.variable}_{row.code}",
                question=question.code,
                part=plain(row.label),
                measure=Measure.CATEGORY,
                release=question.release,
                read=self._reader(question, row.code),
                value_labels=labels,
            )
        yield from specify_variables(question, question.rows)

    def _reader(self, question: Question, row: str) -> Callable[[Any], int | None]:
        values = {choice.code: choice.value for choice in question.choices}
        return lambda value: values.get(self._rows(value).get(row, ""))

    def sample(self, question: Question, random: Random) -> Any:
        if leaves_blank(question, random):
            return {"rows": {}}
        codes = tuple(choice.code for choice in question.choices)
        weights = leaning(question, codes)
        answered = [
            row for row in question.rows if random.random() > (0.85 if row.specify else 0.04)
        ] or question.rows[:1]
        rows = {row.code: random.choices(codes, weights)[0] for row in answered}
        specify = {
            row.code: f"Synthetic text {random.randrange(1000)}"
            for row in question.rows
            if row.specify and row.code in rows
        }
        return {"rows": rows, "specify": specify}
