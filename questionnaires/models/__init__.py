"""The authoring truth: a questionnaire as rows, editable while its version is a draft.

Nothing but `actions` writes these and nothing but `selectors` reads them: everything else works on
the compiled instrument. The database itself refuses to change a published version (migration
0002).
"""

from questionnaires.models.question import (
    Choice,
    Condition,
    GridRow,
    Question,
    Recode,
    RecodeGroup,
)
from questionnaires.models.structure import (
    ContinuumStep,
    Page,
    PagePanel,
    Panel,
    Parameter,
    Section,
    StartPanel,
)
from questionnaires.models.version import Questionnaire, Version, VersionTranslation

__all__ = [
    "Choice",
    "Condition",
    "ContinuumStep",
    "GridRow",
    "Page",
    "PagePanel",
    "Panel",
    "Parameter",
    "Question",
    "Questionnaire",
    "Recode",
    "RecodeGroup",
    "Section",
    "StartPanel",
    "Version",
    "VersionTranslation",
]
