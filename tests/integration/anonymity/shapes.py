"""Requests of every shape in which a code may come: typed, pasted, linked, made up."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from simulation.production import HOST
from tests.integration.anonymity.devices import Browser

ADDRESSES = [
    *("/s/{}/", "/r/{}/", "/s/{}", "/r/{}", "/S/{}/", "/R/{}/", "//{}", "//{}/", "//s/{}/"),
    *("//r/{}/", "///{}", "/{}", "/{}/", "/s//{}/", "/s/{}.", "/r/{})", "/s%2F{}", "/%73/{}/"),
    *("/s/{}/no/such/page/", "/s/{}/visits", "/s/{}/visits/", "/s/{}/begin-answering/"),
    *("/surveys/{}/", "/surveys/{}/areas/1/", "/surveys/{}/exports/", "/accounts/{}/"),
    *("/accounts/password/reset/1-{}/", "/admin/{}/", "/admin/accounts/user/{}/change/"),
    *("/static/{}", "/static/../{}", "/./s/../{}", "/favicon.ico/{}", "/healthz/{}", "/readyz?{}"),
    *("/nights?{}", "/nights/{}", "/night-jobs/{}"),
    *("/?code={}", "/privacy/?{}", "/privacy/?language={}", "/admin/?{}=1", "/r/?code={}"),
    *("/code/?{}", "/s/{}%00", "/{}%FF%00", "/privacy/?a={}%00", "/%0A{}", "/%0D%0A{}"),
    *("/s/{}/;x=1", "/s/{}%20please", "/x%3Fcode={}", "/x%23{}", "https://" + HOST + "/s/{}."),
    *("http://elsewhere.example/{}", "/%F0%9F%98%80{}", "/\\{}", "/s/{}" + "x" * 3000),
]
"""As they travel, with a code in them."""

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "{}")

HEADERS = [
    {"Host": "{}.example.org"},
    {"Host": "{}"},
    {"Host": "a_{}"},
    {"Host": "{}", "X-Forwarded-Proto": "http"},
    {"X-Forwarded-Proto": "{}"},
    {"X-Forwarded-Host": "{}"},
    {"Origin": "https://{}"},
    {"Referer": "https://elsewhere.example/s/{}/"},
    {"Referer": "{}"},
    {"Cookie": "csrftoken={}; larc_response={}; sessionid={}; messages={}"},
    {"Content-Type": "{}"},
    {"Content-Type": "text/plain; charset={}"},
    {"Content-Type": "multipart/form-data; boundary={}"},
    {"Content-Type": "multipart/form-data; boundary=ß{}"},
    {"Accept-Language": "{}"},
    {"Accept-Encoding": "{}"},
    {"Range": "bytes={}"},
    {"If-Modified-Since": "{}"},
    {"Expect": "{}"},
    {"X-{}": "1"},
]


def send_in_every_shape(browser: Browser, code: str) -> None:
    """Send *code* wherever a request can hold it; whatever is answered is well."""
    for method, path, headers, data in requests_with(code):
        browser.send(method, path, data, **headers)


def requests_with(code: str) -> Iterator[tuple[str, str, dict[str, str], dict[str, str]]]:
    typed = quote(code)
    for address in ADDRESSES:
        yield "GET", address.format(typed), {}, {}
        yield "POST", address.format(typed), {}, {"code": code}
    for method in METHODS:
        yield method.format(code), f"/R/{typed}/", {}, {}
        yield method.format(code), f"/s/{typed}/visits/", {}, {}
    for headers in HEADERS:
        told = {name.format(code): value.format(*4 * [code]) for name, value in headers.items()}
        for method in ("GET", "POST"):
            yield method, "/r/", told, {"code": code}
            yield method, "/accounts/sign-in/", told, {"login": code, code: code}
