"""Answers chosen from options: one of them, or all that apply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from disclosure.vocabulary import Measure, Release
from questionnaires.core.answer_types.base import (
    CHOOSE_FROM_THE_LIST,
    clean_specify,
    leaning,
    leaves_blank,
    posted_specify,
    specify_texts,
    specify_variables,
    with_specify,
    with_specify_text,
)
from questionnaires.core.messages import gettext_noop
from questionnaires.core.question import (
    SECONDS_A_DECISION,
    AnswerError,
    AnswerType,
    Choice,
    Filled,
    PostedData,
    Question,
    Recode,
    RecodeGroup,
    TooManyCombinations,
)
from questionnaires.core.texts import plain
from questionnaires.core.variables import Variable


class ChoiceType(AnswerType):
    """What single and multiple choice share."""

    takes = frozenset({"choices", "recodes"})
    needs = frozenset({"choices"})
    may_route = True

    def seconds(self, question: Question) -> float:
        return SECONDS_A_DECISION

    def first_input_id(self, question: Question) -> str:
        return f"id_{question.code}-{question.choices[0].code}"

    def filled(self, question: Question, value: Any) -> Filled:
        return Filled(self.codes(value), specify_texts(value))

    def reading(self, question: Question, value: Any) -> list[str]:
        chosen, texts = self.codes(value), specify_texts(value)
        return [
            with_specify_text(plain(choice.label), texts.get(choice.code))
            for choice in question.choices
            if choice.code in chosen
        ]

    def _chosen(self, question: Question, posted: Any) -> list[Choice]:
        """Return the options chosen in *posted*, in their order; raise AnswerError for others."""
        codes = self.codes(posted)
        chosen = [choice for choice in question.choices if choice.code in codes]
        if len(chosen) < len(codes):
            raise AnswerError(CHOOSE_FROM_THE_LIST, self.first_input_id(question))
        return chosen

    def _sample_specify(self, question: Question, chosen: list[str], random: Random) -> Any:
        boxes = {choice.code for choice in question.choices if choice.specify}
        return {
            code: f"Synthetic text {random.randrange(1000)}" for code in chosen if code in boxes
        }


def _sets_with(choice: Choice, sets: Sequence[frozenset[str]]) -> int:
    """Return the *sets* that hold *choice*, as the bits of a number."""
    return sum(1 << n for n, codes in enumerate(sets) if choice.code in codes)


class Single(ChoiceType):
    """One option; stored as `{"choice": code, "specify": {code: text}}`."""

    name = "single"
    choice_takes = frozenset({"off_scale", "specify"})
    required_message = gettext_noop("Choose an answer")
    decisive_message = gettext_noop("Choose an answer: the next questions depend on it")

    def posted(self, question: Question, data: PostedData) -> Any:
        return {
            "choice": data.get(question.code),
            "specify": posted_specify(question, question.choices, data),
        }

    def cleaned(self, question: Question, posted: Any) -> Any:
        chosen = self._chosen(question, posted)
        if not chosen:
            return None
        specify = clean_specify(question, posted, chosen)
        return with_specify({"choice": chosen[0].code}, specify)

    def codes(self, value: Any) -> frozenset[str]:
        code = value.get("choice") if isinstance(value, dict) else None
        return frozenset({code}) if isinstance(code, str) and code else frozenset()

    def overlaps(self, question: Question, sets: Sequence[frozenset[str]]) -> set[int]:
        return {_sets_with(choice, sets) for choice in question.choices}

    def variables(self, question: Question) -> Iterator[Variable]:
        values = {choice.code: choice.value for choice in question.choices}
        yield Variable(
            name=question.variable,
            question=question.code,
            part="",
            measure=Measure.CATEGORY,
            release=question.release,
            read=lambda value: values[value["choice"]] if value else None,
            value_labels=tuple((choice.value, plain(choice.label)) for choice in question.choices),
        )
        for recode in question.recodes:
            yield self._recoded(question, recode)
        yield from specify_variables(question, question.choices)

    def _recoded(self, question: Question, recode: Recode) -> Variable:
        values = {code: group.value for group in recode.groups for code in group.choices}
        return Variable(
            name=recode.code,
            question=question.code,
            part=plain(recode.label),
            measure=Measure.CATEGORY,
            release=Release.KEEP,
            read=lambda value: values[value["choice"]] if value else None,
            value_labels=tuple((group.value, plain(group.label)) for group in recode.groups),
        )

    def sample(self, question: Question, random: Random) -> Any:
        if leaves_blank(question, random):
            return {"choice": None}
        codes = tuple(choice.code for choice in question.choices)
        (code,) = random.choices(codes, leaning(question, codes))
        return {"choice": code, "specify": self._sample_specify(question, [code], random)}


class Multiple(ChoiceType):
    """All options that apply; stored as `{"choices": [codes], "specify": {code: text}}`.

    An exclusive option, such as "None of the above", stands alone. Nothing ticked is a blank.
    """

    name = "multiple"
    choice_takes = frozenset({"exclusive", "specify"})
    MOST_COMBINATIONS = 4096
    TOGETHER = gettext_noop("Untick “%(exclusive)s” or the other answers: they cannot both be true")

    def posted(self, question: Question, data: PostedData) -> Any:
        return {
            "choices": data.getlist(question.code),
            "specify": posted_specify(question, question.choices, data),
        }

    def cleaned(self, question: Question, posted: Any) -> Any:
        ticked = self._chosen(question, posted)
        if not ticked:
            return None
        self._refuse_exclusive_company(question, ticked)
        codes = [choice.code for choice in ticked]
        return with_specify({"choices": codes}, clean_specify(question, posted, ticked))

    def _refuse_exclusive_company(self, question: Question, ticked: list[Choice]) -> None:
        for choice in ticked:
            if choice.exclusive and len(ticked) > 1:
                raise AnswerError(
                    self.TOGETHER,
                    f"id_{question.code}-{choice.code}",
                    exclusive=plain(choice.label),
                )

    def codes(self, value: Any) -> frozenset[str]:
        codes = value.get("choices") if isinstance(value, dict) else None
        listed = codes if isinstance(codes, list) else []
        return frozenset(code for code in listed if isinstance(code, str) and code)

    def overlaps(self, question: Question, sets: Sequence[frozenset[str]]) -> set[int]:
        alone = {_sets_with(choice, sets) for choice in question.choices if choice.exclusive}
        together: set[int] = set()
        for one in {_sets_with(each, sets) for each in question.choices if not each.exclusive}:
            together |= {one, *(one | others for others in together)}
            if len(together) > self.MOST_COMBINATIONS:
                raise TooManyCombinations
        return alone | together

    def variables(self, question: Question) -> Iterator[Variable]:
        for choice in question.choices:
            yield self._ticked(
                question,
                name=f"{question.variable}_{choice.code}",
                part=plain(choice.label),
                codes=frozenset({choice.code}),
                release=question.release,
            )
        for recode in question.recodes:
            for group in recode.groups:
                yield self._recoded(question, recode, group)
        yield from specify_variables(question, question.choices)

    def _recoded(self, question: Question, recode: Recode, group: RecodeGroup) -> Variable:
        return self._ticked(
            question,
            name=f"{recode.code}_{group.code}",
            part=f"{plain(recode.label)}: {plain(group.label)}",
            codes=group.choices,
            release=Release.KEEP,
        )

    def _ticked(
        self, question: Question, *, name: str, part: str, codes: frozenset[str], release: Release
    ) -> Variable:
        return Variable(
            name=name,
            question=question.code,
            part=part,
            measure=Measure.TICK,
            release=release,
            read=lambda value: int(not codes.isdisjoint(self.codes(value))) if value else None,
            value_labels=((0, "Not ticked"), (1, "Ticked")),
        )

    def sample(self, question: Question, random: Random) -> Any:
        if leaves_blank(question, random):
            return {"choices": []}
        exclusive = [choice.code for choice in question.choices if choice.exclusive]
        codes = tuple(choice.code for choice in question.choices if not choice.exclusive)
        if exclusive and (not codes or random.random() < 0.12):
            return {"choices": [random.choice(exclusive)]}
        weights = leaning(question, codes)
        highest = max(weights)
        chosen = [
            code
            for code, weight in zip(codes, weights, strict=True)
            if random.random() < 0.7 * weight / highest
        ] or random.choices(codes, weights)
        specify = self._sample_specify(question, chosen, random)
        return {"choices": chosen, "specify": specify}
