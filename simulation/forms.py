"""Forms as a browser reads them."""

from __future__ import annotations

from html.parser import HTMLParser

Fields = dict[str, list[str]]
"""What a form sends: the values of each input by its name."""


class _FormReader(HTMLParser):
    """Collects what a browser would send if the form of a page were submitted untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: Fields = {}
        self._text_area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "textarea":
            self._text_area = name
            self.fields[name] = [""]
        elif tag == "input" and (given["type"] not in ("radio", "checkbox") or "checked" in given):
            self.fields.setdefault(name, []).append(given.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self._text_area:
            self.fields[self._text_area][0] += data.lstrip("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text_area = ""


def form_fields(html: str) -> Fields:
    """Return what submitting the form in *html* untouched would send."""
    reader = _FormReader()
    reader.feed(html)
    return reader.fields
