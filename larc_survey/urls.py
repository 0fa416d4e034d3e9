"""The address of every page. `/healthz` and `/readyz` are answered earlier, in health.py."""

from django.contrib import admin
from django.urls import include, path

from larc_survey.views import front_page

urlpatterns = [
    path("", front_page, name="front_page"),
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("", include("responses.urls")),
    path("", include("monitoring.urls")),
    path("", include("exports.urls")),
]
