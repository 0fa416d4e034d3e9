"""Bands in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from disclosure.bands import Band


def band_text(band: Band) -> str:
    """Return *band* as people read it: "0 to 4", or "20 or more" where it is open."""
    if band.upper is None:
        return _("%(lower)d or more") % {"lower": band.lower}
    return _("%(lower)d to %(upper)d") % {"lower": band.lower, "upper": band.upper}
