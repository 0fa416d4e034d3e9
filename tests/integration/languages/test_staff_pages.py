"""Every word on the staff's pages and in their e-mails is translated; dates are the locale's."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pytest_django import Settings

from accounts.actions import create_user, update_user
from accounts.mailing import queue_mail
from accounts.models import Mail, User
from accounts.permissions import Role
from accounts.site import site_address
from accounts.throttle import PASSWORD as PASSWORD_ATTEMPTS
from fieldwork.actions import invite, remove_member
from fieldwork.models import Survey
from larc_survey.cookies import RESPONDENT_COOKIES, STAFF_COOKIES
from tests.integration.languages.conftest import PASSWORD, STRANGER, Team
from tests.mail import deliver_mail
from tests.markup import parse
from tests.outages import database_refusing
from tests.pseudo import BRACKETED
from tests.second_step import app_code
from tests.signing_in import sign_in
from tests.wording import (
    Reader,
    RenderedTemplates,
    assert_all_templates_were_read,
    stored_texts,
    untranslated_in,
)

NEW_PASSWORD = "another long password"


@pytest.mark.django_db(transaction=True)  # some words are sent when a change is stored for good
def test_ways_in_and_the_account(
    reader: Reader,
    team: Team,
    survey: Survey,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    mailoutbox: list[EmailMessage],
) -> None:
    with RenderedTemplates() as rendered:
        visit_ways_in(reader, settings)
        forget_password(reader, team[Role.LEAD], mailoutbox)
        try_to_sign_in(reader, team[Role.RESEARCHER])
        sign_in(reader, team[Role.RESEARCHER].email, PASSWORD)
        visit_ways_in(reader, settings)
        change_password(reader, team[Role.RESEARCHER])
        turn_second_step_on(reader)
        use_second_step(reader, team[Role.RESEARCHER])
        reader.get(reverse("survey", args=[survey.slug]))
        meet_trouble(reader, settings, monkeypatch)
        change_address(team[Role.RESEARCHER])
        give_and_take_roles(team, survey)
        tell_of_an_unusual_night(team[Role.LEAD], survey)
        deliver_mail()
    reader.assert_all_is_translated()
    assert_all_are_translated(mailoutbox)
    for app in ("larc_survey", "accounts"):
        assert_all_templates_were_read(app, rendered)


def give_and_take_roles(team: Team, survey: Survey) -> None:
    """To somebody who has an account and to somebody who gets one, in a survey and in an area."""
    lead, area = team[Role.LEAD], survey.areas.get()
    for email, role, place in (
        ("stoat@example.org", Role.RESEARCHER, None),
        (team[Role.RESEARCHER].email, Role.COORDINATOR, area),
    ):
        membership = invite(
            actor=lead, email=email, name="Stoat", survey=survey, role=role, area=place
        )
        remove_member(actor=lead, membership=membership)


def tell_of_an_unusual_night(lead: User, survey: Survey) -> None:
    about = {
        "survey": survey.slug,
        "title": survey.title,
        "day": timezone.localdate().isoformat(),
        "areas": "Albatross",
    }
    queue_mail(Mail.Kind.UNUSUAL_NIGHT, lead, about=about)


def visit_ways_in(reader: Reader, settings: Settings) -> None:
    for is_demonstration in (False, True):
        settings.DEMONSTRATION = is_demonstration
        for query in ({}, {"code": ""}, {"code": "abc"}):
            reader.get(reverse("front_page"), query)
    reader.data |= {cookie.name for cookie in RESPONDENT_COOKIES + STAFF_COOKIES}
    for name in ("privacy", "accessibility"):
        reader.get(reverse(name))


def try_to_sign_in(reader: Reader, user: User) -> None:
    reader.get(reverse("account_login"))
    reader.post(reverse("account_login"), {})
    sign_in(reader, user.email, "wrong")
    User.objects.filter(pk=user.pk).update(is_active=False)
    sign_in(reader, user.email, PASSWORD)
    User.objects.filter(pk=user.pk).update(is_active=True)
    for name in ("account_signup", "account_inactive"):
        reader.get(reverse(name))
    guess = {"login": STRANGER, "password": "wrong"}
    for _attempt in range(PASSWORD_ATTEMPTS.attempts + 1):
        reply = reader.post(reverse("account_login"), guess)
    assert reply.status_code == 429


def forget_password(reader: Reader, user: User, mailoutbox: list[EmailMessage]) -> None:
    ask = reverse("account_reset_password")
    reader.get(ask)
    reader.post(ask, {})
    reader.post(ask, {"email": STRANGER}, follow=True)
    reader.post(ask, {"email": user.email}, follow=True)
    deliver_mail()
    choose = link_in(mailoutbox[-1])
    form = reader.get(choose, follow=True).redirect_chain[-1][0]
    reader.post(form, {"password1": "short", "password2": "other"})
    reader.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}, follow=True)
    reader.get(choose, follow=True)  # used
    newcomer = create_user(email="newcomer@example.org", name="Fulmar")
    reader.post(ask, {"email": newcomer.email}, follow=True)
    reader.get(reverse("account_logout"))


def link_in(message: EmailMessage) -> str:
    (path,) = re.findall(rf"{site_address()}(/\S+-\S+)", str(message.body))
    return path


def change_password(reader: Reader, user: User) -> None:
    change = reverse("account_change_password")
    reader.get(change)
    reader.post(change, {})
    reader.post(change, {"oldpassword": "wrong", "password1": "1", "password2": "2"})
    new = {"password1": PASSWORD, "password2": PASSWORD}
    reader.post(change, {"oldpassword": PASSWORD, **new}, follow=True)
    newcomer = create_user(email="newer@example.org", name="Fieldfare")
    reader.force_login(newcomer)
    reader.get(reverse("account_set_password"))
    reader.post(reverse("account_set_password"), new, follow=True)
    reader.force_login(User.objects.get(pk=user.pk))


def turn_second_step_on(reader: Reader) -> None:
    activate = reverse("mfa_activate_totp")
    reader.get(reverse("mfa_index"))
    confirm = reader.get(activate, follow=True).redirect_chain[-1][0]
    reader.post(confirm, {"password": ""})
    reader.post(confirm, {"password": "wrong"})
    reader.post(confirm, {"password": PASSWORD})
    page = parse(reader.get(activate).content.decode())
    reader.post(activate, {"code": ""})
    reader.post(activate, {"code": "000000"})
    reader.post(activate, {"code": app_code(page.one(class_="larc-key").text)}, follow=True)
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"):
        reader.get(reverse(name))
    reader.post(reverse("mfa_generate_recovery_codes"), follow=True)


def use_second_step(reader: Reader, user: User) -> None:
    reader.get(reverse("account_logout"))
    reader.post(reverse("account_logout"), follow=True)
    sign_in(reader, user.email, PASSWORD)
    enter = reverse("mfa_authenticate")
    reader.get(enter)
    reader.post(enter, {"code": ""})
    reader.post(enter, {"code": "000000"})
    reader.post(enter, {"code": a_recovery_code_of(user)})
    reader.force_login(User.objects.get(pk=user.pk))
    reader.get(reverse("mfa_deactivate_totp"), follow=True)
    confirm = reverse("mfa_reauthenticate")
    for code in ("", "000000", a_recovery_code_of(user)):
        reader.get(confirm)
        reader.post(confirm, {"code": code})
    use_all_recovery_codes(user)
    reader.get(reverse("mfa_view_recovery_codes"))
    reader.get(reverse("mfa_deactivate_totp"))
    reader.post(reverse("mfa_deactivate_totp"), follow=True)


def recovery_codes_of(user: User) -> RecoveryCodes:
    stored = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return RecoveryCodes(stored)


def a_recovery_code_of(user: User) -> str:
    return recovery_codes_of(user).get_unused_codes()[0]


def use_all_recovery_codes(user: User) -> None:
    codes = recovery_codes_of(user)
    for code in codes.get_unused_codes():
        codes.validate_code(code)


def meet_trouble(reader: Reader, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reader.get("/no-such-page/").status_code == 404
    assert reader.get("/", headers={"host": "not a host"}).status_code == 400
    assert reader.post("/r/", {"code": "x" * 2**20}).status_code == 413
    assert reader.get(reverse("admin:index"), follow=True).status_code == 404
    # Who has no password cannot be asked for it again.
    reader.force_login(create_user(email="gorilla@example.org", name="Gorilla"))
    assert reader.get(reverse("account_reauthenticate")).status_code == 403
    settings.DEMONSTRATION = True
    with monkeypatch.context() as broken:
        broken.setattr("larc_survey.views.demonstration_links", lambda: 1 / 0)
        assert reader.get("/").status_code == 500
    with database_refusing():
        assert reader.get("/s/22222222/").status_code == 503
    reader.handler.enforce_csrf_checks = True
    assert reader.post(reverse("account_login"), {}).status_code == 403
    reader.handler.enforce_csrf_checks = False


def change_address(user: User) -> None:
    user.email = "avocet@example.org"
    with override(BRACKETED):
        update_user(user=user, changed_fields=["email"], actor=user)


def assert_all_are_translated(messages: list[EmailMessage]) -> None:
    assert messages
    found = [
        words
        for message in messages
        for text in (message.subject, str(message.body))
        for words in untranslated_in(text, {STRANGER} | stored_texts())
    ]
    assert found == []
