"""What a workbook says of itself: its sheets and where they are, its texts, its formats."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import dirname, join

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from fieldwork.core.headcounts.sheets import Kind, Visibility
from fieldwork.core.headcounts.xlsx_package import Attributes, Package, damaged

ROOT_LINKS = "_rels/.rels"
MAX_TEXT = 32_767
"""Characters that a cell can have in Excel; there is no more to it."""

# Dates in the ways of East Asia, whose formats stand in no file.
_LOCAL_DATES = frozenset({*range(27, 37), *range(50, 59)})
_LONGEST_FORMAT = 255
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HIDDEN = frozenset({"hidden", "veryHidden"})


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet by its name, and the part of the package that holds it."""

    name: str
    visibility: Visibility
    path: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a workbook in their order, and what their cells refer to."""

    sheets: tuple[SheetPart, ...]
    texts_path: str
    styles_path: str
    counts_from_1904: bool = False

    @property
    def read(self) -> list[SheetPart]:
        """The sheets that are read: those that are shown and have cells."""
        return [one for one in self.sheets if one.visibility is Visibility.VISIBLE]


def workbook_in(package: Package) -> Workbook:
    """Return the workbook in *package*; raise FileRefused if there is none."""
    path = next((to for kind, to in _links(package, "").values() if kind == "officeDocument"), "")
    if path not in package:
        raise damaged()
    links = _links(package, path)
    sheets: list[SheetPart] = []
    flags: dict[str, str] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            sheets.append(_sheet_part(attributes, links))
        elif tag == "workbookPr":
            flags.update(attributes)

    package.parse(path, start)
    if any(one.visibility is Visibility.VISIBLE and one.path not in package for one in sheets):
        raise damaged()
    targets = dict(links.values())
    return Workbook(
        tuple(sheets),
        targets.get("sharedStrings", ""),
        targets.get("styles", ""),
        is_true(flags.get("date1904")),
    )


def _sheet_part(attributes: Attributes, links: Mapping[str, tuple[str, str]]) -> SheetPart:
    kind, path = links.get(attributes.get("id", ""), ("", ""))
    visibility = Visibility.VISIBLE
    if attributes.get("state") in _HIDDEN:
        visibility = Visibility.HIDDEN
    elif kind != "worksheet":
        visibility = Visibility.CHART
    return SheetPart(attributes.get("name", ""), visibility, path)


def _links(package: Package, path: str) -> dict[str, tuple[str, str]]:
    """Return kind and target of what a part refers to within the package, by identifier."""
    found: dict[str, tuple[str, str]] = {}
    folder = dirname(path)
    links = join(folder, "_rels", f"{path.rpartition('/')[2]}.rels") if path else ROOT_LINKS

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = attributes.get("Target", "")
            found[attributes.get("Id", "")] = (kind, join("/", folder, target).lstrip("/"))

    if links in package:
        package.parse(links, start)
    return found


def is_true(value: str | None) -> bool:
    """Return whether an attribute says yes."""
    return value in {"1", "true", "on"}


class Texts:
    """Collects texts of one kind of element: what runs of differently formatted letters say."""

    def __init__(self, of: str) -> None:
        self.texts: list[str] = []
        self._of, self._parts = of, list[str]()
        self._is_in_text, self._is_in_reading_aid = False, False

    def start(self, tag: str, _attributes: Attributes) -> None:
        if tag == self._of:
            self._parts = []
        elif tag == "rPh":
            self._is_in_reading_aid = True
        self._is_in_text = tag == "t" and not self._is_in_reading_aid

    def end(self, tag: str) -> None:
        if tag == self._of:
            self.texts.append(unescaped("".join(self._parts)))
        elif tag == "rPh":
            self._is_in_reading_aid = False
        self._is_in_text = False

    def characters(self, text: str) -> None:
        if self._is_in_text:
            self._parts.append(text)


def texts_in(package: Package, path: str) -> list[str]:
    """Return the texts that cells of all sheets share."""
    texts = Texts("si")
    if path in package:
        package.parse(path, texts.start, texts.end, texts.characters)
    return texts.texts


def unescaped(text: str) -> str:
    """Return *text* with the characters that XML cannot hold."""
    short = text[:MAX_TEXT]
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), short) if "_x" in short else short


@dataclass
class _Styles:
    custom: dict[int, str] = field(default_factory=dict)
    formats: list[int] = field(default_factory=list)
    is_in_cells: bool = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "numFmt":
            code = attributes.get("formatCode", "")[:_LONGEST_FORMAT]
            self.custom.setdefault(int(attributes.get("numFmtId", "0")), code)
        elif tag == "cellXfs":
            self.is_in_cells = True
        elif tag == "xf" and self.is_in_cells:
            self.formats.append(int(attributes.get("numFmtId", "0")))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self.is_in_cells = False


def number_kinds(package: Package, path: str) -> Sequence[Kind]:
    """Return what numbers are by the number of their cell's style: numbers, dates, percentages."""
    styles = _Styles()
    if path in package:
        package.parse(path, styles.start, styles.end)
    kinds = {number: _kind(number, styles.custom.get(number)) for number in set(styles.formats)}
    return [kinds[number] for number in styles.formats]


def _kind(number: int, custom: str | None) -> Kind:
    if custom is None and number in _LOCAL_DATES:
        return Kind.DATE
    code = BUILTIN_FORMATS.get(number, "General") if custom is None else custom
    if code.casefold() in {"general", "standard"}:
        return Kind.NUMBER
    if is_date_format(code):
        return Kind.DATE
    return Kind.PERCENTAGE if "%" in code else Kind.NUMBER
