"""Whether a respondent's form arrived whole.

A body that is shorter than it says is refused by the project (`larc_survey/bodies.py`). This is for
what shortens a body and its length alike, such as a filter: each form ends with a field.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

END: Final = "_end"
"""The name of the last field of every form (`responses/form_end.html`).

Like those of all fields and buttons that are no answers, it begins as no code of a question can.
"""


def arrived_whole(request: HttpRequest) -> bool:
    """Return whether the last field of the form came along."""
    return END in request.POST
