"""Each field of the schema has a column of its own name, or a shape that the mapper knows."""

from __future__ import annotations

import pytest
from django.db.models import Model

from questionnaires import models
from questionnaires.core import definition as authored
from questionnaires.mapper import columns_of, part_of, shared_fields

OF_ITS_OWN_SHAPE = {
    authored.Definition: {"slug", "parameters", "start_panels", "panels", "sections"},
    authored.ParameterDefinition: set(),
    authored.PanelDefinition: {"continuum"},
    authored.ContinuumStepDefinition: set(),
    authored.SectionDefinition: {"shown_when", "pages"},
    authored.PageDefinition: {"panels", "questions", "shown_when"},
    authored.QuestionDefinition: {"choices", "rows", "recodes", "shown_when"},
    authored.ChoiceDefinition: set(),
    authored.GridRowDefinition: set(),
    authored.RecodeDefinition: {"groups"},
    authored.RecodeGroupDefinition: {"choices"},
}
MODELS: dict[type[authored.Part], type[Model]] = {
    authored.Definition: models.Version,
    authored.ParameterDefinition: models.Parameter,
    authored.PanelDefinition: models.Panel,
    authored.ContinuumStepDefinition: models.ContinuumStep,
    authored.SectionDefinition: models.Section,
    authored.PageDefinition: models.Page,
    authored.QuestionDefinition: models.Question,
    authored.ChoiceDefinition: models.Choice,
    authored.GridRowDefinition: models.GridRow,
    authored.RecodeDefinition: models.Recode,
    authored.RecodeGroupDefinition: models.RecodeGroup,
}


@pytest.mark.parametrize("part", MODELS, ids=lambda part: part.__name__)
def test_no_field_of_the_schema_is_lost(part: type[authored.Part]) -> None:
    carried = set(shared_fields(part, MODELS[part]))
    assert carried | OF_ITS_OWN_SHAPE[part] == set(part.model_fields)
    assert not carried & OF_ITS_OWN_SHAPE[part]


def test_what_is_not_given_comes_back_as_not_given() -> None:
    given = authored.QuestionDefinition(code="age", type="number", text="How old?", minimum=0.0)
    row = models.Question(**columns_of(given, models.Question))
    assert (row.release, row.hint, row.minimum, row.maximum) == ("", "", 0.0, None)
    assert part_of(authored.QuestionDefinition, row) == given
