"""What a paper refers to is there: modules, other papers, and headings in them."""

from __future__ import annotations

import re
from pathlib import Path

from tests.integration.papers.blocks import PROJECT, papers

MODULE = re.compile(r"`([\w/]+/\w+\.(?:py|js|scss|html|yaml|sh))[`:]")
REFERENCE = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)")
EXAMPLES = {"larc_survey/formats/cy/formats.py"}
"""Files that a paper tells its reader to make."""


def headings_of(paper: Path) -> set[str]:
    """The anchors of a paper's headings, as they are made where papers are read."""
    titles = re.findall(r"^#+ (.+)$", paper.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def is_there(path: str) -> bool:
    """Return whether there is such a file; its path may begin within an app, or a room of one."""
    return any(any(PROJECT.glob(f"{above}{path}")) for above in ("", "[a-z]*/", "[a-z]*/[a-z]*/"))


def test_every_module_that_is_named_is_there() -> None:
    gone = {
        (paper, path)
        for paper in papers()
        for path in MODULE.findall((PROJECT / paper).read_text())
        if path not in EXAMPLES and not is_there(path)
    }
    assert gone == set()


def test_every_reference_leads_somewhere() -> None:
    broken = set()
    for paper in papers():
        here = PROJECT / paper
        for path, heading in REFERENCE.findall(here.read_text()):
            if "://" in path or path.startswith("mailto:"):
                continue
            there = (here.parent / path).resolve() if path else here
            is_found = there.exists() and (
                not heading or there.suffix != ".md" or heading in headings_of(there)
            )
            if not is_found:
                broken.add((paper, path, heading))
    assert broken == set()
