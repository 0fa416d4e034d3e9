from django.urls import path

from monitoring import views
from monitoring.nights.views import night_jobs

urlpatterns = [
    path("surveys/", views.surveys, name="surveys"),
    path("surveys/<slug:slug>/", views.survey, name="survey"),
    path("surveys/<slug:slug>/areas/<int:area_id>/", views.area, name="area"),
    path("night-jobs/", night_jobs, name="night_jobs"),
]
