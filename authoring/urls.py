from django.urls import path

from authoring import views

VERSION = "questionnaires/<slug:questionnaire>/<int:number>/"

urlpatterns = [
    path("questionnaires/", views.questionnaires, name="questionnaires"),
    path("questionnaires/upload/", views.upload, name="questionnaire_upload"),
    path("questionnaires/uploads/<uuid:upload_id>/", views.checked, name="questionnaire_checked"),
    path(
        "questionnaires/uploads/<uuid:upload_id>/progress/",
        views.progress,
        name="questionnaire_check_progress",
    ),
    path(VERSION, views.version, name="questionnaire_version"),
    path(f"{VERSION}preview/", views.preview, name="questionnaire_preview"),
    path(
        "surveys/<slug:slug>/areas/<int:area_id>/preview/", views.area_preview, name="area_preview"
    ),
    path(f"{VERSION}definition.yaml", views.definition_file, name="questionnaire_definition"),
    path(
        f"{VERSION}translation.<str:language>.po",
        views.translation_file,
        name="questionnaire_translation",
    ),
]
