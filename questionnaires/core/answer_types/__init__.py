"""Answer types by name: the only place where a type's name is turned into behaviour."""

from questionnaires.core.answer_types.choices import Multiple, Single
from questionnaires.core.answer_types.dates import Date
from questionnaires.core.answer_types.grid import Grid
from questionnaires.core.answer_types.typed import LongText, Number, Text
from questionnaires.core.question import AnswerType

ANSWER_TYPES: dict[str, AnswerType] = {
    answer_type.name: answer_type
    for answer_type in (Single(), Multiple(), Grid(), Text(), LongText(), Number(), Date())
}
