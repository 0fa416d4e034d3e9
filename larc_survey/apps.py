from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class LarcSurveyConfig(AppConfig):
    name = "larc_survey"
    verbose_name = _("LARC Survey")

    def ready(self) -> None:
        import_module("larc_survey.checks")


class LarcAdminConfig(AdminConfig):
    default_site = "larc_survey.admin_site.AdminSite"
