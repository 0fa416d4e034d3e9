from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People who run surveys: who they are, how they sign in, and what they did."""

    name = "accounts"
    verbose_name = _("People and audit trail")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import receivers  # noqa: F401  (importing connects the receivers)
