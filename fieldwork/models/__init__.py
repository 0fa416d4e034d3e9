"""Who is asked: local authorities, surveys, areas, links; and which of the staff may see what."""

from fieldwork.models.area import Area, Link
from fieldwork.models.headcount import Headcount, HeadcountReturn
from fieldwork.models.headcount_upload import HeadcountUpload
from fieldwork.models.local_authority import LocalAuthority
from fieldwork.models.membership import Membership
from fieldwork.models.parameter_value import ParameterValue
from fieldwork.models.survey import Survey
from fieldwork.models.survey_translation import SurveyTranslation

__all__ = [
    "Area",
    "Headcount",
    "HeadcountReturn",
    "HeadcountUpload",
    "Link",
    "LocalAuthority",
    "Membership",
    "ParameterValue",
    "Survey",
    "SurveyTranslation",
]
