"""Random texts for property tests, plain ones and such as YAML could take for something else."""

from __future__ import annotations

from hypothesis import strategies as st

from questionnaires.core.field_types import UNFIT
from questionnaires.core.odd_characters import is_blank

PLAIN_WORDS = st.sampled_from(["Agree", "None of the above", "**Bold** words", "Year {since_year}"])

AWKWARD_TEXTS = st.sampled_from(
    [
        "Yes", "no", "ON", "true", "null", "~", "1e3", "0_5", "010", "1:30", "2016-03-27", ".5",
        "-1", "a: b", "- a", "? a", "#a", "a #b", "&a", "*a", "!a", "%a", "@a", "`a", "'", '"',
        "|", ">", "[a", "{area}", "a, b", "—", "🙂", "e\u0301", "=", "<<", "---", "...",
        "\ufeffa", "\u2028a", " leading", "trailing ", "\ttab", "two\nlines", "\nlate",
        "two\n\nparagraphs\n", "  in\n dent", "dent\n  in", "space \nat end", "a\r\nb",
        "\x85next", "bell\x07", "- a\n- b", "x" * 300, "Role #1", "Role #1: which?", "a\t#b",
        "“a: b” #1", "c\u00a0:\u00a0d", "&co", "* a", "label: b", "label:b, c", 'say "a: b"',
        "it's #1", "long " * 18 + "label: a " * 9, "long " * 19 + "text:x # y", "C:\\new", "a \\",
        "#", "# a", "a #", "a:\tb", "\t#1", "long: " * 18 + "\nlabel: x\n  - code: y",
    ]
)  # fmt: skip
"""Texts that YAML could take for something else."""

ANY_TEXT = AWKWARD_TEXTS | st.text(max_size=40).map(
    lambda text: UNFIT.sub("", text.replace("{", "(").replace("}", ")"))
)
ANY_WORDS = ANY_TEXT.map(lambda text: text[:60].strip()).filter(lambda text: not is_blank(text))
"""Short enough for any title or name."""
