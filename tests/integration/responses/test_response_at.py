"""What the pages read in one statement of their own is what the models read."""

from uuid import uuid4

from django.db.models import Model
from pytest_django import DjangoAssertNumQueries

from fieldwork.models import Link
from responses.actions import begin_response, save_page
from responses.models import Response
from responses.selectors import response_at


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
