"""What every address answers, to whom: one row an address, and a page without one fails the test.

An answer is a status, or the name of the address to which it leads (a redirect). GET and HEAD
answer alike where nothing else is said. Every other method but POST is refused (405) before anybody
is asked who they are.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from accounts.permissions import OF_ADMINISTRATORS, PERMISSIONS, Role, Verb
from tests.integration.access.world import (
    ADMINISTRATOR,
    ELSEWHERE,
    NOBODY,
    STARTER,
    VISITORS,
)

Answer = int | str
SIGN_IN = "account_login"
HOME = "surveys"

EVERYBODY = frozenset(VISITORS)
SIGNED_IN = EVERYBODY - {NOBODY}


@dataclass(frozen=True)
class Page:
    """What an address answers those it is *for*, and others who are or are not signed in.

    With `refuses_first` a POST that the address does not know is refused whoever sends it.
    """

    for_whom: Collection[str]
    get: Answer
    post: Answer
    others: Answer = 404
    nobody: Answer = SIGN_IN
    refuses_first: bool = True
    head: Answer | None = None

    def answer(self, visitor: str, method: str) -> Answer:
        if method not in ("GET", "HEAD", "POST"):
            return 405
        asked = {"GET": self.get, "HEAD": self.head or self.get, "POST": self.post}[method]
        if visitor in self.for_whom or (asked == 405 and self.refuses_first):
            return asked
        return self.nobody if visitor == NOBODY else self.others


def who_may(verb: Verb) -> frozenset[str]:
    """The visitors who may do *verb* in the survey and area that the addresses name."""
    roles = {str(role) for role, permission in PERMISSIONS.items() if verb in permission.verbs}
    return frozenset(roles | ({ADMINISTRATOR} if verb in OF_ADMINISTRATORS else set()))


LEADS = who_may(Verb.SET_UP)
STARTERS = who_may(Verb.START_SURVEYS) | {f"{Role.LEAD} {ELSEWHERE}", STARTER}
AUTHORS = who_may(Verb.WRITE_QUESTIONNAIRES) | {f"{Role.LEAD} {ELSEWHERE}", STARTER}
NIGHT_WATCHERS = who_may(Verb.SEE_NIGHTS) | {f"{Role.LEAD} {ELSEWHERE}"}


def public(get: Answer, post: Answer = 405) -> Page:
    return Page(EVERYBODY, get, post)


def account(get: Answer, post: Answer = 405) -> Page:
    """A page of somebody's own account."""
    return Page(SIGNED_IN, get, post, refuses_first=False)


def before_sign_in(get: Answer, post: Answer) -> Page:
    """A page for those who are not signed in; others are led to their surveys."""
    return Page({NOBODY}, get, post, others=HOME)


def administration(get: Answer, post: Answer = 405) -> Page:
    return Page(who_may(Verb.ADMINISTER), get, post, nobody="admin:login", refuses_first=False)


PAGES = {
    "front_page": public(200),
    "privacy": public(200),
    "accessibility": public(200),
    # Respondents: whoever they are, they are nobody here
    "enter_code": public(200, 200),
    "resume": public(200, 200),
    "resume_with": public("start", 200),
    "start": public(200),
    "begin": public("start", "start"),
    "page": public("start", 409),
    "saved": public("start", 409),
    "check_answers": public("start", 409),
    "thank_you": public("start"),
    "privacy_notice": public(404),
    # A survey's team and coordinators
    "surveys": Page(SIGNED_IN, 200, 405),
    "survey": Page(who_may(Verb.SEE_COUNTS), 200, 405),
    "area": Page(who_may(Verb.SEE_BAND), 200, 405),
    "quarantines": Page(who_may(Verb.QUARANTINE), 200, 405),
    "quarantine_link": Page(who_may(Verb.QUARANTINE), 200, 200),
    "quarantine_lift": Page(who_may(Verb.QUARANTINE), 200, 200),
    "survey_exports": Page(who_may(Verb.MAKE_EXPORTS), 200, "survey_exports"),
    "interim_release": Page(who_may(Verb.ALLOW_INTERIM_EXPORTS), 200, 200),
    "answers_deletion": Page(who_may(Verb.DELETE_ANSWERS), "survey_exports", "survey_exports"),
    "export_detail": Page(who_may(Verb.MAKE_EXPORTS), 200, 405),
    "export_progress": Page(who_may(Verb.MAKE_EXPORTS), 200, 405),
    "export_download": Page(who_may(Verb.MAKE_EXPORTS), 200, 405, head=405),
    "night_jobs": Page(NIGHT_WATCHERS, 200, 405),
    # Setting a survey up
    "new_survey": Page(STARTERS, 200, 200),
    "setup": Page(LEADS, 200, "setup"),
    "setup_details": Page(LEADS, 200, 200),
    "setup_dates": Page(LEADS, "setup", "setup"),
    "setup_texts": Page(LEADS, 200, 200),
    "setup_translation": Page(LEADS, 404, 404),
    "setup_parameters": Page(LEADS, 200, 200),
    "setup_areas": Page(LEADS, 200, 200),
    "setup_area_removal": Page(LEADS, 405, "setup_areas"),
    "setup_links": Page(LEADS, 200, 200),
    "setup_link": Page(LEADS, 200, 200),
    "setup_headcounts": Page(LEADS, 200, 200),
    "setup_headcount_grid": Page(LEADS, 200, 200),
    "setup_headcount_upload": Page(LEADS, 200, 200),
    "setup_headcount_template": Page(LEADS, 200, 405, head=405),
    "setup_headcount_file": Page(LEADS, 200, "setup_headcount_file"),
    "setup_headcount_progress": Page(LEADS, 200, 405),
    "setup_team": Page(LEADS, 200, 200),
    "setup_coordinators": Page(LEADS, 200, 200),
    "setup_member": Page(LEADS, 200, 404),
    "survey_trail": Page(who_may(Verb.READ_TRAIL), 200, 405),
    "survey_trail_file": Page(who_may(Verb.READ_TRAIL), 200, 405, head=405),
    "survey_act": Page(LEADS, 200, 200),
    # Questionnaires belong to no survey: a lead of any may write them
    "questionnaires": Page(AUTHORS, 200, 405),
    "questionnaire_upload": Page(AUTHORS, 200, 200),
    "questionnaire_checked": Page({str(Role.LEAD)}, 200, "questionnaire_version"),
    "questionnaire_check_progress": Page({str(Role.LEAD)}, 200, 405),
    "questionnaire_version": Page(AUTHORS, 200, "questionnaire_version"),
    "questionnaire_preview": Page(AUTHORS, 200, 200),
    "area_preview": Page(who_may(Verb.PREVIEW), 200, 200),
    "questionnaire_definition": Page(AUTHORS, 200, 405, head=405),
    "questionnaire_translation": Page(AUTHORS, 404, 405, head=405),
    # Signing in, and one's own account
    "account_login": before_sign_in(200, 200),
    "account_signup": before_sign_in(200, 200),
    "account_logout": account(200, SIGN_IN),
    "account_inactive": public(200),
    "account_reset_password": public(200, 200),
    "account_reset_password_done": public(200),
    "account_reset_password_from_key": public(200, 200),
    "account_reset_password_from_key_done": public(200),
    "account_reauthenticate": account(403, 403),
    "account_change_password": account("account_set_password", "account_set_password"),
    "account_set_password": account(200, 200),
    "mfa_index": account(200),
    "mfa_authenticate": Page(SIGNED_IN, HOME, HOME),
    "mfa_reauthenticate": account(403, 403),
    "mfa_activate_totp": account(200, 200),
    "mfa_deactivate_totp": account(404, 404),
    "mfa_view_recovery_codes": account(404),
    "mfa_generate_recovery_codes": account(200, 200),
    "mfa_download_recovery_codes": account(404, 404),
    # The administration
    "admin/password_change/": public("account_change_password", "account_change_password"),
    "admin:password_change": public("account_change_password", "account_change_password"),
    "admin:login": Page(who_may(Verb.ADMINISTER), "admin:index", 200, head=200),
    "admin:index": administration(200, 200),
    "admin:app_list": administration(200, 200),
    "admin:logout": Page(
        who_may(Verb.ADMINISTER), 405, SIGN_IN, nobody="admin:index", refuses_first=False
    ),
    "admin:password_change_done": administration(200),
    "admin:jsi18n": administration(200),
    "admin:autocomplete": administration(403),
    "admin:view_on_site": administration(404, 404),
    "admin/(?P<url>.*)$": administration(404, 404),
}

ADMIN_MODELS = {
    "accounts_user": {"add", "change"},
    "accounts_mail": set[str](),
    "accounts_auditevent": set[str](),
    "accounts_failedattempts": set[str](),
    "questionnaires_questionnaire": set[str](),
    "questionnaires_version": set[str](),
    "fieldwork_localauthority": {"add", "change"},
    "fieldwork_survey": {"add", "change"},
    "fieldwork_area": {"change"},
    "fieldwork_membership": set[str](),
}
"""What an administrator may do with a model's rows besides reading them; nothing is deleted."""


def _pages_of_model(model: str, verbs: set[str]) -> dict[str, Page]:
    row = f"admin/{model.replace('_', '/')}/<path:object_id>/"
    allowed = {verb: 200 if verb in verbs else 403 for verb in ("add", "change", "delete")}
    return {
        f"admin:{model}_changelist": administration(200, 200),
        f"admin:{model}_history": administration(200, 200),
        f"admin:{model}_add": administration(allowed["add"], allowed["add"]),
        f"admin:{model}_change": administration(200, allowed["change"]),
        f"admin:{model}_delete": administration(allowed["delete"], allowed["delete"]),
        row: administration(f"admin:{model}_change", f"admin:{model}_change"),
    }


for _model, _verbs in ADMIN_MODELS.items():
    PAGES |= _pages_of_model(_model, _verbs)
