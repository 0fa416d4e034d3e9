from django.urls import path

from monitoring import quarantine_views, views
from monitoring.nights.views import night_jobs

urlpatterns = [
    path("surveys/", views.surveys, name="surveys"),
    path("surveys/<slug:slug>/", views.survey, name="survey"),
    path("surveys/<slug:slug>/areas/<int:area_id>/", views.area, name="area"),
    path("night-jobs/", night_jobs, name="night_jobs"),
    path("surveys/<slug:slug>/quarantine/", quarantine_views.quarantines, name="quarantines"),
    path(
        "surveys/<slug:slug>/quarantine/links/<int:link_id>/",
        quarantine_views.quarantine_link,
        name="quarantine_link",
    ),
    path(
        "surveys/<slug:slug>/quarantine/<int:quarantine_id>/lift/",
        quarantine_views.quarantine_lift,
        name="quarantine_lift",
    ),
]
