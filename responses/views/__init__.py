"""The respondent's pages.

Each page posts to itself, is validated and saved, and redirects. Where the respondent stands comes
from the signed cookie; where they may go comes from the route.
"""

from responses.views.check_page import check_answers, thank_you
from responses.views.code_page import enter_code
from responses.views.privacy_page import privacy_notice
from responses.views.resume_page import resume, saved
from responses.views.route_page import page
from responses.views.start_page import begin, start

__all__ = [
    "begin",
    "check_answers",
    "enter_code",
    "page",
    "privacy_notice",
    "resume",
    "saved",
    "start",
    "thank_you",
]
