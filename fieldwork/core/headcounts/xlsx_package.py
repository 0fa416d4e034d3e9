"""The parts of a workbook's zip file, read with a limit and parsed without what XML can do to us.

No part is trusted: not its size in the directory of the zip file, and no declarations in it.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from posixpath import normpath
from typing import TypeAlias
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from fieldwork.core.headcounts.reading import FileRefused
from fieldwork.core.message import Message
from questionnaires.core.messages import gettext_noop

MAX_UNPACKED = 30 * 2**20
"""Bytes that all parts of a workbook may have together."""

_AT_ONCE = 64 * 1024

Attributes: TypeAlias = Mapping[str, str]
Start: TypeAlias = Callable[[str, Attributes], None]
End: TypeAlias = Callable[[str], None]
Characters: TypeAlias = Callable[[str], None]

DAMAGED = gettext_noop(
    "the file is damaged: open it in a spreadsheet program, save it as “Excel Workbook (.xlsx)”,"
    " send it again"
)


def damaged() -> FileRefused:
    return FileRefused(Message(DAMAGED))


@contextmanager
def refusing_damage() -> Iterator[None]:
    """Raise FileRefused where a zip file or the XML in it cannot be read."""
    try:
        yield
    except (
        BadZipFile,
        EOFError,
        LookupError,
        NotImplementedError,
        OSError,
        OverflowError,
        RuntimeError,
        ValueError,
        expat.ExpatError,
        zlib.error,
    ) as error:
        raise damaged() from error


class Package:
    """The parts of a zip file by their names, in which capitals do not matter."""

    def __init__(self, data: bytes) -> None:
        """Raise FileRefused if *data* is no zip file that can be read."""
        with refusing_damage():
            self._zip = ZipFile(BytesIO(data))
            entries = [one for one in self._zip.infolist() if not one.is_dir()]
        self._parts = {_name(one.filename): one for one in entries}
        self.unpacked = sum(one.file_size for one in entries)
        self.is_locked = any(one.flag_bits & 1 for one in entries)

    def __contains__(self, name: str) -> bool:
        return _name(name) in self._parts

    def names(self) -> list[str]:
        """Return the names of all parts, in small letters."""
        return list(self._parts)

    def read(self, name: str) -> bytes:
        """Return a part, empty if there is none; raise FileRefused if it cannot be read."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part piece by piece; raise FileRefused if it cannot be read."""
        part = self._parts.get(_name(name))
        if part is None:
            return
        left = MAX_UNPACKED
        with refusing_damage(), self._zip.open(part) as file:
            while chunk := file.read(_AT_ONCE):
                left -= len(chunk)
                if left < 0:
                    raise damaged()
                yield chunk

    def parse(
        self, name: str, start: Start, end: End | None = None, characters: Characters | None = None
    ) -> None:
        """Call *start*, *end* and *characters* for the elements of a part and their texts.

        Names are without their namespaces. Raise FileRefused if it cannot be read or declares
        anything: a document type, and with it entities, is in no workbook that a program saved.
        """
        parser = _parser()

        def begin(tag: str, attributes: dict[str, str]) -> None:
            start(_local(tag), {_local(key): value for key, value in attributes.items()})

        parser.StartElementHandler = begin
        if end is not None:
            finish = end
            parser.EndElementHandler = lambda tag: finish(_local(tag))
        if characters is not None:
            parser.CharacterDataHandler = characters
        self._feed(name, parser)

    def count(self, name: str, counted: frozenset[str], most: int) -> int:
        """Return how many elements of a part are *counted*, or one more than *most* of them.

        Raise FileRefused as `parse` does.
        """
        parser, count = _parser(), 0

        def begin(tag: str, _attributes: dict[str, str]) -> None:
            nonlocal count
            count += _local(tag) in counted
            if count > most:
                raise _Enough

        parser.StartElementHandler = begin
        with suppress(_Enough):
            self._feed(name, parser)
        return count

    def _feed(self, name: str, parser: expat.XMLParserType) -> None:
        with refusing_damage():
            for chunk in self.chunks(name):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)


class _Enough(Exception):
    """So many elements that it does not matter how many more there are."""


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_declarations
    parser.EntityDeclHandler = _refuse_declarations
    return parser


def _refuse_declarations(*_declared: object) -> None:
    raise damaged()


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name


def _name(path: str) -> str:
    """Return the name of a part as it is compared."""
    return normpath(path.replace("\\", "/").lstrip("/")).casefold()
