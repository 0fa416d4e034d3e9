from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a member of a survey may do in it.

    - ``LEAD``: sees the survey's areas with their counts, asks for exports and downloads them,
      and decides whether an interim export may be made while fieldwork is open.
    - ``RESEARCHER``: sees the survey's areas with their counts, asks for exports and downloads
      them.
    - ``COORDINATOR``: sees one area only, their own: its link, to hand out, and its number of
      submitted responses as a band. Never an export, never another area.

    A membership (an app further right) ties a person, a survey and a role; nobody has a role in
    general. Whoever has none in a survey is told "page not found" about it.
    """

    LEAD = "lead", _("Lead researcher")
    RESEARCHER = "researcher", _("Researcher")
    COORDINATOR = "coordinator", _("Coordinator")


READS_ANSWERS = frozenset({Role.LEAD, Role.RESEARCHER})
"""The roles that see what people answered: whoever has one must sign in with a second step."""
