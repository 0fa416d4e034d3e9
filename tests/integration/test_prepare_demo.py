"""The demonstration: made at the first start, brought up to date at later ones."""

import json
import stat
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from accounts.permissions import Role
from accounts.selectors import find_user
from embedded.demonstration import content
from embedded.demonstration.sign_ins import FILE_NAME
from exports.models import InterimRelease
from fieldwork.models import Area, Link, LocalAuthority, Membership, Survey
from monitoring.models import AreaCount, Snapshot
from questionnaires.models import Version
from responses.models import Response

pytestmark = pytest.mark.django_db

Prepare = Callable[[], str]


@pytest.fixture
def prepare(settings: Settings, tmp_path: Path) -> Prepare:
    """`prepare()` runs the command and returns what it prints."""
    settings.DEMONSTRATION = True

    def run() -> str:
        printed = StringIO()
        call_command(
            "prepare_demo", data_dir=tmp_path, address="http://localhost:8000/", stdout=printed
        )
        return printed.getvalue()

    return run


@pytest.fixture
def passwords(tmp_path: Path) -> Callable[[], dict[str, str]]:
    return lambda: json.loads((tmp_path / FILE_NAME).read_text())


def everything() -> dict[str, int]:
    models = (
        Area,
        InterimRelease,
        Link,
        LocalAuthority,
        Membership,
        Response,
        Snapshot,
        Survey,
        User,
        Version,
    )
    counted = {model.__name__: model.objects.count() for model in models}
    of_england = LocalAuthority.objects.filter(is_demonstration=False)
    return counted | {"LocalAuthority": counted["LocalAuthority"] - of_england.count()}


def test_the_first_start_makes_everything(prepare: Prepare) -> None:
    prepare()
    assert everything() == {
        "Area": 6,
        "InterimRelease": 1,
        "Link": 6,
        "LocalAuthority": 6,
        "Membership": 8,
        "Response": 300,
        "Snapshot": 1,
        "Survey": 1,
        "User": 9,
        "Version": 1,
    }
    survey = Survey.objects.get()
    assert survey.is_demonstration
    assert survey.state() is Survey.State.OPEN
    assert Membership.objects.filter(role=Role.COORDINATOR).count() == 6
    assert AreaCount.objects.filter(submitted__gt=0).count() == 6


def test_everything_says_that_it_is_a_demonstration(prepare: Prepare) -> None:
    prepare()
    survey = Survey.objects.get()
    names = [survey.title, survey.organisation, survey.contact, InterimRelease.objects.get().reason]
    names += LocalAuthority.objects.filter(is_demonstration=True).values_list(
        "official_name", flat=True
    )
    assert all("emonstration" in name for name in names)
    assert all(user.email.endswith(".example") for user in User.objects.all())


def test_it_prints_links_that_open_and_sign_ins_that_work(
    prepare: Prepare, client: Client, passwords: Callable[[], dict[str, str]]
) -> None:
    printed = prepare()
    for link in Link.objects.all():
        path = reverse("start", args=[link.code])
        assert f"  http://localhost:8000{path}  {link.area}\n" in printed
        assert client.get(path).status_code == 200
    for email, password in passwords().items():
        assert f"  {email}  {password}  " in printed
        assert client.login(email=email, password=password)
        client.logout()
    assert User.objects.get(is_superuser=True).email.startswith("administrator@")


def test_the_sign_ins_are_for_their_owner_only(prepare: Prepare, tmp_path: Path) -> None:
    prepare()
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


def test_a_second_start_changes_nothing_and_prints_the_same(
    prepare: Prepare, django_assert_max_num_queries: Callable
) -> None:
    printed, made = prepare(), everything()
    with django_assert_max_num_queries(50):
        assert prepare() == printed
    assert everything() == made


def test_the_survey_is_opened_again_when_it_has_closed(prepare: Prepare) -> None:
    prepare()
    today = timezone.localdate()
    Survey.objects.update(opens_on=today - timedelta(days=90), closes_on=today - timedelta(days=1))
    prepare()
    survey = Survey.objects.get()
    assert survey.closes_on == today + content.OPEN_FOR
    assert Response.objects.count() == content.RESPONSES


def test_a_lost_file_gives_everybody_a_new_password(
    prepare: Prepare, tmp_path: Path, passwords: Callable[[], dict[str, str]]
) -> None:
    prepare()
    before = passwords()
    (tmp_path / FILE_NAME).unlink()
    prepare()
    for email, password in passwords().items():
        user = find_user(email=email)
        assert user is not None
        assert user.check_password(password)
        assert not user.check_password(before[email])


def test_a_new_database_keeps_the_passwords(
    prepare: Prepare, tmp_path: Path, client: Client
) -> None:
    email = content.RESEARCHER.email
    (tmp_path / FILE_NAME).write_text(json.dumps({email: "kept-from-last-time"}))
    prepare()
    assert client.login(email=email, password="kept-from-last-time")


@pytest.mark.parametrize("content", ["{", "[]"])
def test_a_damaged_file_says_what_to_do(prepare: Prepare, tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content)
    with pytest.raises(CommandError, match="Delete it and start again"):
        prepare()
    assert not User.objects.exists()


def test_it_refuses_where_there_is_no_demonstration(settings: Settings, tmp_path: Path) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="DEMONSTRATION is off"):
        call_command("prepare_demo", data_dir=tmp_path)
    assert not Survey.objects.exists()
