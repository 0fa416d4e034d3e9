"""Web, mail and telephone links in texts that somebody typed: contacts, support, thanks.

A small strict rule of our own: nothing else is needed of a library that finds links, none knows how
telephone numbers are written in the United Kingdom, and one that knows the numbers of all countries
is larger than this platform. What is not certainly one of the three stays a text.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote, urlsplit

TOP_LEVEL_DOMAINS = "uk|org|com|net|eu|ie|info|wales|cymru|scot"
"""Those by which a name without http:// or www. is known as that of a website."""

HELPLINES = "000|006|111|117|123"
"""Numbers of the European helplines that begin with 116, such as 116 123, the Samaritans."""

WORD = r"[^\W_]"
"""A letter or digit: what may not stand beside an address. An underscore is a mark of Markdown."""

MAIL = rf"(?<!{WORD})(?<![.%+'-]){WORD}[\w.%+'-]*@(?:[a-z0-9-]+\.)+[a-z]{{2,}}(?!{WORD}|-)"
WEB = (
    rf"(?<!{WORD})(?<![@./-])(?:https?://[^\s<>\"]+"
    rf"|www\.[^\s<>\"]+|(?:[a-z][a-z0-9-]+\.)+(?-i:{TOP_LEVEL_DOMAINS})(?!{WORD}|-)(?:[/?#][^\s<>\"]*)?)"
)
GAP = r"[ \u00a0\u202f\u2011-]?"
TELEPHONE = (
    rf"(?<!{WORD})(?<![+.,£$€-])(?:"
    rf"\+44{GAP}(?:\(0\))?{GAP}[1-9](?:{GAP}[0-9]){{8,9}}"  # +44 (0)20 7843 6000
    rf"|\(0[1-9][0-9]{{1,3}}\){GAP}[0-9](?:{GAP}[0-9]){{4,7}}"  # (020) 7843 6000
    rf"|0[18](?:{GAP}[0-9]){{8,9}}|0[2357](?:{GAP}[0-9]){{9}}"  # 0808 800 5000
    rf"|(?:0800{GAP}1111|116{GAP}(?:{HELPLINES}))(?!{GAP}[0-9])"  # Childline, Samaritans
    rf")(?!{WORD})"
)
LINK = re.compile(f"(?P<mail>{MAIL})|(?P<web>{WEB})|(?P<telephone>{TELEPHONE})", re.IGNORECASE)

PUNCTUATION = ".,;:!?'’”…*_"
"""What stands behind an address rather than being its end, marks of Markdown included."""

BRACKETS = {")": "(", "]": "["}

MOST_DIGITS, FEWEST_DIGITS = 11, 10
"""Digits of a number in the United Kingdom, the 0 in front included."""


def linked(text: str, *, new_tab: str) -> str:
    """Return *text* as HTML, escaped, with its addresses and telephone numbers as links.

    Websites open in a tab of their own, so that nobody loses what they have typed, and their links
    end with the words *new_tab*, which say so.
    """
    parts, end = [], 0
    for match in LINK.finditer(text):
        address, link = _link(match, new_tab)
        if link:
            parts += [escape(text[end : match.start()]), link]
            end = match.start() + len(address)
    return "".join([*parts, escape(text[end:])])


def literal(text: str) -> str:
    """Return *text* with a backslash before what would be Markdown inside of an address."""
    return LINK.sub(_literal, text)


def _literal(match: re.Match[str]) -> str:
    address = _without_what_follows(match[0])
    return re.sub(r"[*_\\]", r"\\\g<0>", address) + match[0][len(address) :]


def _link(match: re.Match[str], new_tab: str) -> tuple[str, str]:
    """Return the address in *match* and the link to it, "" if it is none after all."""
    found = match[0]
    if match["mail"]:
        return found, _anchor(f"mailto:{quote(found, safe='@+')}", found)
    if match["telephone"]:
        return found, _telephone(found)
    address = _without_what_follows(found)
    return address, _website(address, new_tab)


def _website(address: str, new_tab: str) -> str:
    url = address if re.match("https?://", address, re.IGNORECASE) else f"https://{address}"
    try:
        parts = urlsplit(url)
    except ValueError:  # such as a bracket that is not closed
        return ""
    # A name before @ would look like the website that is meant.
    if "@" in parts.netloc or "." not in (parts.hostname or "").strip("."):
        return ""
    return _anchor(url, f"{address} {new_tab}", ' target="_blank" rel="noopener noreferrer"')


def _telephone(number: str) -> str:
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    if digits.startswith("44"):
        return _anchor(f"tel:+{digits}", number)
    is_short = digits.startswith("116") or digits == "08001111"
    if not is_short and not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        return ""
    return _anchor(f"tel:{digits}", number)


def _without_what_follows(address: str) -> str:
    """Return *address* without the punctuation behind it; a bracket that it opened is its own."""
    while address and (address[-1] in PUNCTUATION or _closes_nothing(address)):
        address = address[:-1]
    return address


def _closes_nothing(address: str) -> bool:
    closing = address[-1]
    return closing in BRACKETS and address.count(closing) > address.count(BRACKETS[closing])


def _anchor(url: str, words: str, attributes: str = "") -> str:
    return f'<a class="govuk-link" href="{escape(url)}"{attributes}>{escape(words)}</a>'
