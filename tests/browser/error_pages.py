"""Addresses of the platform, and some that always fail, so that error pages can be seen."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


def bad_request(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def too_large(request: HttpRequest) -> HttpResponse:
    """As it is answered to whoever sends more than a page can hold."""
    return render(request, "413.html", status=413)


def too_often(request: HttpRequest) -> HttpResponse:
    """As allauth answers when somebody guesses passwords."""
    return render(request, "429.html", status=429)


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [
    path("400/", bad_request),
    path("403/", forbidden),
    path("413/", too_large),
    path("429/", too_often),
    path("500/", broken),
    path("", include("larc_survey.urls")),
]
