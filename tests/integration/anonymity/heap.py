"""The numbers under which PostgreSQL keeps long values apart (TOAST), read from a table's file.

Only since PostgreSQL 17 does a function tell them. How pages and pointers to long values are laid
out stands in PostgreSQL's manual ("Database Page Layout" and "TOAST").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

PAGE_BYTES = 8192
HEADER_BYTES = 24
END_OF_ITEMS = slice(12, 14)
ITEM_BYTES = 4

Place = tuple[int, int]
"""Page and item, as `ctid` says it."""


def toast_numbers(file: bytes, toast_table: int) -> dict[Place, list[int]]:
    """Return the numbers in each row of the table in *file*, in the order of its columns.

    *toast_table* is the table's `reltoastrelid`, which stands in each pointer.
    """
    pointer = re.compile(
        rb"\x01\x12.{8}(.{4})" + re.escape(toast_table.to_bytes(4, "little")), re.DOTALL
    )
    return {
        (page, item): [int.from_bytes(number, "little") for number in pointer.findall(row)]
        for page in range(len(file) // PAGE_BYTES)
        for item, row in _rows(file[page * PAGE_BYTES : (page + 1) * PAGE_BYTES])
    }


def _rows(page: bytes) -> Iterator[tuple[int, bytes]]:
    end = int.from_bytes(page[END_OF_ITEMS], "little")
    for item, start in enumerate(range(HEADER_BYTES, end, ITEM_BYTES), start=1):
        bits = int.from_bytes(page[start : start + ITEM_BYTES], "little")
        offset, length = bits & 0x7FFF, bits >> 17
        yield item, page[offset : offset + length]
