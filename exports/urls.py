from django.urls import path

from exports import views

urlpatterns = [
    path("surveys/<slug:slug>/delete-answers/", views.answers_deletion, name="answers_deletion"),
    path("surveys/<slug:slug>/exports/", views.survey_exports, name="survey_exports"),
    path("surveys/<slug:slug>/exports/interim/", views.interim_release, name="interim_release"),
    path("surveys/<slug:slug>/exports/<uuid:public_id>/", views.export, name="export_detail"),
    path(
        "surveys/<slug:slug>/exports/<uuid:public_id>/progress/",
        views.progress,
        name="export_progress",
    ),
    path(
        "surveys/<slug:slug>/exports/<uuid:public_id>/download/<slug:format_code>/",
        views.download,
        name="export_download",
    ),
]
