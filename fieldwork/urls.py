from django.urls import path

from fieldwork import views
from fieldwork.views.words import FORMS

SETUP = "surveys/<slug:slug>/set-up/"

urlpatterns = [
    path("new-survey/", views.new_survey, name="new_survey"),
    path(SETUP, views.setup, name="setup"),
    *(path(f"{SETUP}{part}/", views.part, {"part": part}, f"setup_{part}") for part in FORMS),
    path(f"{SETUP}texts/<str:language>/", views.translation, name="setup_translation"),
    path(f"{SETUP}areas/", views.areas, name="setup_areas"),
    path(f"{SETUP}areas/<int:area_id>/take-out/", views.area_removal, name="setup_area_removal"),
    path(f"{SETUP}links/", views.links, name="setup_links"),
    path(f"{SETUP}links/<int:link_id>/", views.link, name="setup_link"),
    path(f"{SETUP}headcounts/", views.headcounts, name="setup_headcounts"),
    path(f"{SETUP}headcounts/type/", views.headcount_grid, name="setup_headcount_grid"),
    path(f"{SETUP}headcounts/upload/", views.headcount_upload, name="setup_headcount_upload"),
    path(
        f"{SETUP}headcounts/template.xlsx",
        views.headcount_template,
        name="setup_headcount_template",
    ),
    path(f"{SETUP}headcounts/<uuid:upload_id>/", views.headcount_file, name="setup_headcount_file"),
    path(
        f"{SETUP}headcounts/<uuid:upload_id>/progress/",
        views.headcount_progress,
        name="setup_headcount_progress",
    ),
    path(f"{SETUP}team/", views.team, name="setup_team"),
    path(f"{SETUP}coordinators/", views.coordinators, name="setup_coordinators"),
    path(f"{SETUP}people/<int:membership_id>/", views.member, name="setup_member"),
    path("surveys/<slug:slug>/trail/", views.trail, name="survey_trail"),
    path("surveys/<slug:slug>/trail/csv/", views.trail_file, name="survey_trail_file"),
    path("surveys/<slug:slug>/acts/<slug:act>/", views.act, name="survey_act"),
]
