"""What a lead can do with a survey in each state of its life, with the words of its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from fieldwork import actions
from fieldwork.models import Survey

State = Survey.State


@dataclass(frozen=True)
class Act:
    """Something to do with a survey in one of *states*; `code` stands in its address.

    With `hint` it asks for another last day and a reason, and says about the day what the hint
    does. What follows from it stands in `consequences`, which is read before it is done.
    """

    code: str
    title: Any
    button: Any
    consequences: tuple[Any, ...]
    done: Any
    states: tuple[State, ...]
    do: Callable[..., None]
    hint: Any = None


ACTS = {
    act.code: act
    for act in (
        Act(
            code="take-back",
            title=_("Take the opening back"),
            button=_("Make it a draft again"),
            consequences=(
                _("The survey does not open on its first day, until somebody decides so again."),
                _("Links that were handed out say that it is not open yet."),
            ),
            done=_("The survey is a draft again."),
            states=(State.SCHEDULED,),
            do=actions.take_back,
        ),
        Act(
            code="extend",
            title=_("Let it close later"),
            button=_("Move the last day"),
            hint=_("A later day. The survey is open until the end of it, UK time."),
            consequences=(
                _("Every page shows the new last day. What was printed or sent by email does not."),
                _("Answers that are not sent are deleted later too."),
            ),
            done=_("The survey closes later now."),
            states=(State.OPEN,),
            do=actions.extend_survey,
        ),
        Act(
            code="close-early",
            title=_("Close it earlier"),
            button=_("Move the last day"),
            hint=_("An earlier day, from yesterday on: yesterday closes the survey at once."),
            consequences=(
                _("From the end of that day on, nobody can begin."),
                _("Who has begun may finish in the hours after it, as they were told."),
                _("People who rely on the last day that they were told come too late."),
            ),
            done=_("The survey closes earlier now."),
            states=(State.OPEN,),
            do=actions.close_early,
        ),
        Act(
            code="reopen",
            title=_("Open it again"),
            button=_("Open it again"),
            hint=_("Today or a later day."),
            consequences=(
                _("People can begin and finish again, with the links that they have."),
                _("Answers that were deleted because they had never been sent do not come back."),
                _("Final exports that nobody has downloaded are withdrawn: they would differ."),
            ),
            done=_("The survey is open again."),
            states=(State.GRACE, State.CLOSED),
            do=actions.reopen_survey,
        ),
        Act(
            code="archive",
            title=_("Put it into the archive"),
            button=_("Put it into the archive"),
            consequences=(
                _("It leaves the list of surveys in hand. Exports and counts stay where they are."),
                _("It cannot be opened again before it is taken out of the archive."),
            ),
            done=_("The survey is in the archive."),
            states=(State.CLOSED,),
            do=actions.archive_survey,
        ),
        Act(
            code="bring-back",
            title=_("Take it out of the archive"),
            button=_("Take it out of the archive"),
            consequences=(_("It is a closed survey as it was."),),
            done=_("The survey is out of the archive."),
            states=(State.ARCHIVED,),
            do=actions.bring_back,
        ),
    )
}


def acts_of(survey: Survey) -> list[Act]:
    """Return what can be done with *survey* now, beside opening a draft."""
    state = survey.state()
    return [act for act in ACTS.values() if state in act.states]
