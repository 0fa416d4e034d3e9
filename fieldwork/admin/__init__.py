"""The Django admin, for superusers: setting a survey up, from its authorities to its links.

A survey's page holds its team and takes new areas; an area's page holds its links and its
coordinators. So a role never meets an area that does not fit it, and nothing has to be checked.
"""

from fieldwork.admin.areas import AreaAdmin, LocalAuthorityAdmin
from fieldwork.admin.members import MembershipAdmin
from fieldwork.admin.surveys import SurveyAdmin

__all__ = ["AreaAdmin", "LocalAuthorityAdmin", "MembershipAdmin", "SurveyAdmin"]
