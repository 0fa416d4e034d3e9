"""Reading a page as a browser does: its elements, their text, and what its forms would send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

TEMPLATE = "template"
"""What scripts copy from; it is in the page and no part of what the page shows."""


@dataclass(eq=False)
class Element:
    """One element with its attributes and, in order, the texts and elements in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list[str | Element] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    @property
    def classes(self) -> set[str]:
        return set(self.get("class").split())

    @property
    def raw_text(self) -> str:
        parts = "" if self.tag == TEMPLATE else self.content
        return "".join(part if isinstance(part, str) else part.raw_text for part in parts)

    @property
    def text(self) -> str:
        """The text with its white space as it is shown."""
        return " ".join(self.raw_text.split())

    def elements(self) -> Iterator[Element]:
        """All elements in this one, in the order of the page."""
        for part in self.content:
            if isinstance(part, Element) and part.tag != TEMPLATE:
                yield part
                yield from part.elements()

    def all(self, tag: str = "", *, class_: str = "", **attributes: str) -> list[Element]:
        """The elements in this one with this tag, class and attributes, each if given."""
        return [
            element
            for element in self.elements()
            if tag in ("", element.tag)
            and (not class_ or class_ in element.classes)
            and all(element.attributes.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag: str = "", *, class_: str = "", **attributes: str) -> Element:
        """The only element that `all` finds."""
        (found,) = self.all(tag, class_=class_, **attributes)
        return found

    def fields(self) -> dict[str, list[str]]:
        """What a browser sends for the controls in this form or page, buttons left out."""
        sent: dict[str, list[str]] = {}
        for control in self.elements():
            if values := _values(control):
                sent.setdefault(control["name"], []).extend(values)
        return sent


def _values(control: Element) -> list[str]:
    if control.tag == "textarea":
        # The parser of HTML drops one line break after the opening tag.
        return [control.raw_text.removeprefix("\n").replace("\n", "\r\n")]
    if control.tag == "select":
        options = control.all("option")
        chosen = [option for option in options if "selected" in option]
        shown = [] if "multiple" in control else options[:1]
        return [option.get("value") for option in chosen or shown]
    return [control.get("value")] if control.tag == "input" and _is_sent(control) else []


def _is_sent(control: Element) -> bool:
    return control.get("type") not in ("radio", "checkbox") or "checked" in control


class _TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)
        if tag in VOID:
            self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)
        self.open.pop()

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        opened = self.open.pop()
        assert opened.tag == tag, f"<{opened.tag}> is closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def parse(html: str) -> Element:
    """Return the whole of *html* as one element; fail if it is not well formed."""
    builder = _TreeBuilder()
    builder.feed(html.replace("\r\n", "\n"))
    builder.close()
    (root,) = builder.open
    return root


def title_of(html: str) -> str:
    """Return the title of the page *html*, as a browser shows it on the tab."""
    return parse(html).all("title")[0].text


def cells_of(html: str) -> list[str]:
    """Return what stands in the cells of data of all tables on the page *html*."""
    return [cell.text for cell in parse(html).all("td")]
