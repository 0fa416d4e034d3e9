"""What pages about questionnaires are given. Whoever may not write them is told there is none."""

from __future__ import annotations

import uuid

from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.permissions import Verb
from authoring.models import Upload
from authoring.selectors import uploads_of
from fieldwork.access import found_for
from questionnaires.models import Version


@found_for(Verb.WRITE_QUESTIONNAIRES)
def for_authors(user: User) -> User:
    """Give a view the person."""
    return user


@found_for(Verb.WRITE_QUESTIONNAIRES)
def with_upload(user: User, upload_id: uuid.UUID) -> Upload:
    """Give a view an upload of the person's own."""
    return get_object_or_404(uploads_of(user), public_id=upload_id)


@found_for(Verb.WRITE_QUESTIONNAIRES)
def with_version(user: User, questionnaire: str, number: int) -> Version:
    """Give a view a version, draft or published, with its questionnaire."""
    versions = Version.objects.select_related("questionnaire")
    return get_object_or_404(versions, questionnaire__slug=questionnaire, number=number)
