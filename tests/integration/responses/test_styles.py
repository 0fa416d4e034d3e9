"""What the respondent's pages name exists in the built styles."""

from pathlib import Path

from django.contrib.staticfiles import finders

from fieldwork.models import Link, Survey
from questionnaires.table_width import STEPS
from tests.respondent import Respondent


def test_every_class_on_the_pages_is_styled(larc7_link: Link) -> None:
    """A class that the styles do not know leaves its text in the browser's own letters."""
    Survey.objects.update(thank_you_text="Thanks", support_text="- Somebody")
    styles = Path(finders.find("larc/larc.css")).read_text(encoding="utf-8")
    respondent = Respondent(larc7_link).start()
    used = classes(respondent)
    respondent.send()
    while respondent.where != "thank_you":
        respondent.send()
        used |= classes(respondent)
        if respondent.errors:
            respondent.send(role="practitioner")
    used |= classes(respondent)
    assert {name for name in used if f".{name}" not in styles} == set()


def test_every_width_from_which_a_grid_is_a_table_is_styled() -> None:
    styles = Path(finders.find("larc/larc.css")).read_text(encoding="utf-8")
    assert [step for step in STEPS if f".larc-grid--from-{step}{{" not in styles] == []


def classes(respondent: Respondent) -> set[str]:
    return {name for element in respondent.page.elements() for name in element.classes}
