import pytest
from hypothesis import HealthCheck, given, settings
from tests.strategies import *
from tests.strategies import definitions, ANY_WORDS, ANY_TEXT
from questionnaires.actions import load_definition
from questionnaires.selectors import definition_of
from django.db import DataError
pytestmark = pytest.mark.django_db
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(d=definitions(ANY_WORDS, ANY_TEXT))
def test_x(d):
    from django.db import transaction
    with transaction.atomic():
        v,_=load_definition(definition=d)
        assert definition_of(v)==d
