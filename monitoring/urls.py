from django.urls import path

from monitoring import views

urlpatterns = [
    path("surveys/", views.surveys, name="surveys"),
    path("surveys/<slug:slug>/", views.survey, name="survey"),
    path("surveys/<slug:slug>/areas/<int:area_id>/", views.area, name="area"),
]
