"""What the pages read in one statement of their own is what the models read."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db.models import Model
from pytest_django import DjangoAssertNumQueries

from fieldwork.models import Link
from responses import selectors
from responses.actions import begin_response, save_page
from responses.models import Response
from responses.selectors import PARTS, response_at

FIELDS = [
    pytest.param(model, field.name, id=f"{name}.{field.name}")
    for name, model in PARTS.items()
    for field in model._meta.concrete_fields
    # The survey's version is taken from the response, and relations from the rows they lead to.
    if not field.is_relation or (name, field.name) == ("response", "version")
]


@pytest.fixture
def no_memory() -> Iterator[None]:
    """Have the converters looked up again, before the test and after it."""
    selectors._converters.cache_clear()
    yield
    selectors._converters.cache_clear()


def values(row: Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def parts(response: Response) -> list[Model]:
    area = response.area
    return [response, response.link, area, area.local_authority, area.survey]


def test_every_value_of_every_part_is_that_of_the_models(
    link: Link, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pk = begin_response(link=link).pk
    save_page(response_id=pk, answers={"role": {"choice": "practitioner"}, "ages": None})

    with django_assert_num_queries(1):
        found = response_at(link.code, pk)
        assert found is not None
        read = [values(part) for part in parts(found)]

    assert read == [values(part) for part in parts(Response.objects.get(pk=pk))]


@pytest.mark.parametrize(("model", "name"), FIELDS)
def test_a_field_makes_its_value_as_it_does_for_the_models(
    link: Link, model: type[Model], name: str, no_memory: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = begin_response(link=link).pk
    field = model._meta.get_field(name)
    own = getattr(field, "from_db_value", lambda value, _expression, _connection: value)

    def marked(value: object, expression: object, connection: object) -> object:
        return ("made by the field", own(value, expression, connection))

    monkeypatch.setattr(field, "from_db_value", marked, raising=False)
    found = response_at(link.code, pk)
    assert found is not None
    (part,) = (one for one in parts(found) if type(one) is model)
    assert getattr(part, field.attname)[0] == "made by the field"


def test_a_response_of_another_link_is_not_found(link: Link) -> None:
    pk = begin_response(link=link).pk

    assert response_at("another", pk) is None
    assert response_at(link.code, uuid4()) is None


def test_a_link_that_was_switched_off_leads_to_no_response(link: Link) -> None:
    pk = begin_response(link=link).pk
    Link.objects.filter(pk=link.pk).update(is_active=False)

    assert response_at(link.code, pk) is None


def test_what_is_read_can_be_saved(link: Link) -> None:
    found = response_at(link.code, begin_response(link=link).pk)
    assert found is not None

    found.answers = {"role": {"choice": "manager"}}
    found.save()

    assert Response.objects.get().answers == {"role": {"choice": "manager"}}
