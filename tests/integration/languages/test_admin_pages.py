"""Every word that this project adds to the Django admin is translated."""

from __future__ import annotations

import pytest
from django.contrib.admin import site
from django.urls import reverse

from accounts.actions import create_user, record_event
from accounts.models import User
from accounts.permissions import Role
from tests.wording import Reader

OF_DJANGO = ("True", "False", "Search")
"""What Django's own pages say in English in every language: the words for pictures."""


@pytest.fixture
def reader(team: dict[Role, User]) -> Reader:
    administrator = create_user(email="auk@example.org", name="Auk", is_superuser=True)
    record_event(actor=administrator, action="thing.done", subject="survey:badger")
    reader = Reader(*OF_DJANGO)
    reader.force_login(administrator)
    return reader


def test_every_word_is_translated(reader: Reader) -> None:
    reader.get(reverse("admin:index"))
    for model in site._registry:
        pages = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        reader.get(reverse(f"{pages}_changelist"))
        reader.get(reverse(f"{pages}_add"))
        reader.post(reverse(f"{pages}_add"), {})
        for thing in model._default_manager.all()[:1]:
            reader.get(reverse(f"{pages}_change", args=[thing.pk]))
    reader.assert_all_is_translated()
