"""Zip files that do not tell when they were made (disclosure rules, Datasets 7)."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfileobj
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


class TimelessZip(ZipFile):
    """A zip file whose members all bear the first time that the format knows, in 1980."""

    def member(self, name: str) -> ZipInfo:
        info = ZipInfo(name)
        info.compress_type = ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        return info

    def writestr(
        self, zinfo_or_arcname: str | ZipInfo, data: Any, *args: Any, **options: Any
    ) -> None:
        info = zinfo_or_arcname
        name = info.filename if isinstance(info, ZipInfo) else info
        super().writestr(self.member(name), data, *args, **options)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **options: Any) -> None:
        with Path(filename).open("rb") as source, self.open(self.member(arcname), "w") as target:
            copyfileobj(source, target)
