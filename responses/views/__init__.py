"""The respondent's pages.

Each page posts to itself, is validated and saved, and redirects. Where the respondent stands comes
from the signed cookie; where they may go comes from the route.
"""

from responses.views.checking import check_answers, thank_you
from responses.views.entering import enter_code
from responses.views.pages import page
from responses.views.resuming import resume, saved
from responses.views.starting import begin, start

__all__ = [
    "begin",
    "check_answers",
    "enter_code",
    "page",
    "resume",
    "saved",
    "start",
    "thank_you",
]
