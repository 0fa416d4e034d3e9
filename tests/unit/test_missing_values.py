"""The numbers that stand for no answer."""

from disclosure.missing import LABELS, NOT_ANSWERED, NOT_ASKED, SUPPRESSED


def test_three_ways_of_having_no_answer_have_three_numbers() -> None:
    assert (NOT_ANSWERED, NOT_ASKED, SUPPRESSED) == (-9, -8, -7)


def test_each_has_a_label_of_its_own() -> None:
    assert set(LABELS) == {NOT_ANSWERED, NOT_ASKED, SUPPRESSED}
    assert len(set(LABELS.values())) == 3
