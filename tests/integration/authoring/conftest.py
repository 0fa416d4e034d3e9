"""A lead with files in hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.actions import create_user
from accounts.models import User
from accounts.permissions import Role
from authoring.actions import check_upload
from authoring.models import Upload
from fieldwork.actions import add_member
from questionnaires.core import yaml_format
from questionnaires.core.definition import Definition
from tests.publishing import published
from tests.surveys import survey_of
from tests.visits import VISITS

UPLOAD = reverse("questionnaire_upload")

Send = Callable[..., HttpResponse]


@pytest.fixture
def lead(db: None) -> User:
    """Of a survey that asks VISITS."""
    user = create_user(email="lead@example.org", name="Leader")
    add_member(actor=None, user=user, survey=survey_of(published(VISITS)), role=Role.LEAD)
    return user


@pytest.fixture
def pages(lead: User, client: Client) -> Client:
    client.force_login(lead)
    return client


@pytest.fixture
def send(pages: Client) -> Send:
    """`send("visits.yaml", text, "visits.cy.po", text)` uploads files by name."""

    def upload(*names_and_data: str | bytes) -> HttpResponse:
        pairs = zip(names_and_data[::2], names_and_data[1::2], strict=True)
        definition, *translations = [file_of(str(name), data) for name, data in pairs]
        return pages.post(UPLOAD, {"definition": definition, "translations": translations})

    return upload


def file_of(name: str, data: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode())


def as_file(definition: Definition) -> str:
    return yaml_format.dump(definition)


def checked() -> Upload:
    """The latest upload, after the worker has looked at it."""
    upload = Upload.objects.all()[0]
    check_upload(upload_id=upload.pk)
    upload.refresh_from_db()
    return upload


def page_of(upload: Upload) -> str:
    return reverse("questionnaire_checked", args=[upload.public_id])
