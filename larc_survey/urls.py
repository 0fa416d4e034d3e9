"""The address of every page. Those for monitors are answered earlier, in health.py."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from larc_survey.views import accessibility, front_page, privacy

handler400 = "larc_survey.refusals.bad_request"
handler404 = "larc_survey.views.page_not_found"

urlpatterns = [
    path("", front_page, name="front_page"),
    path("privacy/", privacy, name="privacy"),
    path("accessibility/", accessibility, name="accessibility"),
    # Django's own form would change a password without the second step and the audit trail.
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("", include("responses.urls")),
    path("", include("fieldwork.urls")),
    path("", include("monitoring.urls")),
    path("", include("exports.urls")),
    path("", include("authoring.urls")),
]
