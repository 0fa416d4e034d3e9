"""By TLS nothing is told to a broker that cannot show that it is the one that was meant."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from celery import Celery
from django.core.cache.backends.redis import RedisCache
from kombu.exceptions import OperationalError
from redis import RedisError

from larc_survey import health
from larc_survey.environment_values import redis_url
from larc_survey.settings import CACHES, CELERY_BROKER_TRANSPORT_OPTIONS
from tests.tls import Certificate, tls_door


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Certificate]:
    folder = tmp_path_factory.mktemp("certificates")
    return {host: Certificate.made_for(host, folder) for host in ("localhost", "elsewhere.example")}


@pytest.fixture
def address(certificates: dict[str, Certificate], request: Any) -> Iterator[str]:
    """The broker's address by TLS, with the certificate for the host that the test names."""
    host = getattr(request, "param", "localhost")
    plain = urlsplit(os.environ["REDIS_URL"])
    assert plain.hostname is not None
    assert plain.port is not None
    with tls_door((plain.hostname, plain.port), certificates[host]) as port:
        yield f"rediss://:{plain.password}@localhost:{port}{plain.path}"


def by_cache(address: str) -> bool:
    cache = RedisCache(address, CACHES["default"]["OPTIONS"] | {"KEY_PREFIX": "by-tls"})
    try:
        cache.set("asked", 1, timeout=1)
    except RedisError:
        return False
    return bool(cache.get("asked") == 1)


def by_jobs(address: str) -> bool:
    options = CELERY_BROKER_TRANSPORT_OPTIONS
    with Celery(broker=address, broker_transport_options=options, set_as_current=False) as app:
        try:
            with app.connection_for_write() as connection:
                connection.ensure_connection(max_retries=1, errback=None, timeout=1)
        except OperationalError:
            return False
    return True


@pytest.fixture(params=["health check", "cache", "jobs"])
def reached(request: Any, settings: Any) -> Callable[[str], bool]:
    """Whether the broker is reached at an address as REDIS_URL holds it, by each of its users."""

    def by_health_check(address: str) -> bool:
        settings.CELERY_BROKER_URL = address
        return health.broker_answers()

    ways = {"health check": by_health_check, "cache": by_cache, "jobs": by_jobs}
    return lambda text: ways[request.param](redis_url(text))


def trusting(certificate: Path) -> str:
    return f"?ssl_ca_certs={certificate}"


def test_a_certificate_that_nobody_vouches_for_is_refused(
    address: str, reached: Callable[[str], bool]
) -> None:
    assert not reached(address)
    assert not reached(f"{address}?ssl_cert_reqs=required")


def test_a_certificate_that_is_vouched_for_is_trusted(
    address: str, reached: Callable[[str], bool], certificates: dict[str, Certificate]
) -> None:
    assert reached(address + trusting(certificates["localhost"].certificate))


@pytest.mark.parametrize("address", ["elsewhere.example"], indirect=True)
def test_a_certificate_for_another_host_is_refused(
    address: str, reached: Callable[[str], bool], certificates: dict[str, Certificate]
) -> None:
    trusted = address + trusting(certificates["elsewhere.example"].certificate)
    assert not reached(trusted)
    assert reached(f"{trusted}&ssl_check_hostname=false")


def test_any_certificate_is_trusted_where_the_address_says_so(
    address: str, reached: Callable[[str], bool]
) -> None:
    assert reached(f"{address}?ssl_cert_reqs=none")
