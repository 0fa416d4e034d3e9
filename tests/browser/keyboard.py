"""Somebody who has a keyboard and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from questionnaires.core.definition import QuestionDefinition
from tests.browser.buttons import next_page
from tests.larc7 import Route, box, scale_points

MOST_TABS = 200
"""More controls than any page has: who has pressed Tab so often has lost the way."""

FOCUSED = """() => {
    const { id, name, type, value, textContent } = document.activeElement;
    return { id, name: name ?? "", type: type ?? "", value: value ?? "", text: textContent.trim() };
}"""


@dataclass(frozen=True)
class Focused:
    """The element that has the focus."""

    id: str
    name: str
    type: str
    value: str
    text: str


class Keyboard:
    """Presses keys, and knows of the page only where the focus is."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def focused(self) -> Focused:
        return Focused(**self.page.evaluate(FOCUSED))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, *, id: str = "", name: str = "", text: str = "") -> None:  # noqa: A002
        """Press Tab until the element of this id, name or text has the focus."""
        passed: list[Focused] = []
        while len(passed) < MOST_TABS:
            self.press("Tab")
            passed.append(self.focused)
            if (id, name, text) in (
                (passed[-1].id, "", ""),
                ("", passed[-1].name, ""),
                ("", "", passed[-1].text),
            ):
                return
        raise AssertionError(f"Tab does not reach {id or name or text}, only {passed}")

    def go(self, text: str) -> None:
        """Go to the button or link with this text and press Enter; wait for the next page."""
        self.tab_to(text=text)
        with next_page(self.page):
            self.press("Enter")

    def answer(self, route: Route, question: QuestionDefinition) -> None:
        if question.type == "grid":
            self._answer_rows(question)
        elif question.choices:
            self._answer_choices(route, question)
        else:
            self._fill(f"id_{question.code}", box(question.code))

    def choose(self, name: str, value: str) -> None:
        """Choose an option of a group of radio buttons, which is one stop of Tab."""
        self.tab_to(name=name)
        if self.focused.value == value:
            self.press("Space")
        for _ in range(MOST_TABS):
            if self.focused.value == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"The arrows do not reach {value} of {name}")

    def _answer_choices(self, route: Route, question: QuestionDefinition) -> None:
        for choice in question.choices:
            if choice.code not in route.chosen(question):
                continue
            if question.type == "single":
                self.choose(question.code, choice.code)
            else:
                self.tab_to(id=f"id_{question.code}-{choice.code}")
                self.press("Space")
            if choice.specify:
                self._fill(f"id_{question.code}-{choice.code}--specify", box(choice.code))

    def _answer_rows(self, question: QuestionDefinition) -> None:
        points = scale_points(question)
        for row in question.rows:
            if row.specify:
                self._fill(f"id_{question.code}-{row.code}--specify", box(row.code))
            self.choose(f"{question.code}-{row.code}", points[row.code])

    def _fill(self, box_id: str, text: str) -> None:
        self.tab_to(id=box_id)
        self.page.keyboard.type(text)
