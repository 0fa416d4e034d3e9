"""What must hold between the parts of a definition."""

from typing import Any

import pytest
from hypothesis import given

from questionnaires.core.checks import check
from questionnaires.core.definition import Definition
from questionnaires.core.problems import Severity
from questionnaires.core.succession import check_columns, check_succession
from tests.builders import (
    Fields,
    all_of,
    any_of,
    definition,
    definition_of_pages,
    definition_of_questions,
    options,
    page,
    question,
    section,
)
from tests.strategies import definitions

FIRST = "sections.0.pages.0.questions.0"
KNOWN = "known are {area}, {closing_date}, {contact}, {since_year}, {recent_period}"
UNSURE: Fields = {"code": "unsure", "label": "Unsure", "off_scale": True}
NO_VIEW: Fields = {"code": "other", "label": "No view", "off_scale": True}
GONE: Fields = {"code": "gone", "label": "Gone", "retired": True}
PANEL = {"code": "meaning", "title": "Meaning", "body": "Words"}
TWO_GROUPS = [
    {"code": "left", "label": "Left", "choices": ["yes"]},
    {"code": "right", "label": "Right", "choices": ["no"]},
]


def recoded(*groups: Fields, **fields: Any) -> Fields:
    recode = {"code": "side", "label": "Side", "groups": list(groups)}
    return question("role", **{"release": "recode", "recodes": [recode], **fields})


def found(checked: Definition) -> list[str]:
    return [str(problem) for problem in check(checked)]


@given(definitions())
def test_a_sound_definition_has_no_errors(sound: Definition) -> None:
    assert all(problem.severity is Severity.WARNING for problem in check(sound))


WRONG_QUESTIONS: dict[str, tuple[list[Fields], list[str]]] = {
    "a question's code twice": (
        [question("role"), question("role")],
        [
            "error: sections.0.pages.0.questions.1.code: "
            "code role is already taken by an earlier one"
        ],
    ),
    "a choice's code twice": (
        [question("role", choices=options("yes", "no", "yes"))],
        [f"error: {FIRST}.choices.2.code: code yes is already taken by an earlier one"],
    ),
    "a row's code twice": (
        [question("views", "grid", rows=options("upper", "upper"))],
        [f"error: {FIRST}.rows.1.code: code upper is already taken by an earlier one"],
    ),
    "a group's code twice": (
        [recoded(TWO_GROUPS[0], {**TWO_GROUPS[1], "code": "left"})],
        [
            f"error: {FIRST}.recodes.0.groups.1.code: code left is already taken by an earlier one",
        ],
    ),
    "values for some choices only": (
        [question("role", choices=[{"code": "yes", "label": "Y", "value": 1}, *options("no")])],
        [f"error: {FIRST}.choices.1: give every entry a value, or none of them"],
    ),
    "a value twice": (
        [
            question(
                "role",
                choices=[{"code": code, "label": code, "value": 7} for code in ("yes", "no")],
            )
        ],
        [f"error: {FIRST}.choices.1.value: value 7 stands for an earlier entry too"],
    ),
    "a group's value twice": (
        [recoded(*({**group, "value": 2} for group in TWO_GROUPS))],
        [
            f"error: {FIRST}.recodes.0.groups.1.value: value 2 stands for an earlier entry too",
        ],
    ),
    "a grid of eight rows": (
        [question("views", "grid", rows=options(*"abcdefgh"))],
        [f"error: {FIRST}.rows: 8 rows: split the grid so that a page has at most 7"],
    ),
    "nothing but retired choices": (
        [question("role", choices=[{"code": "yes", "label": "Yes", "retired": True}])],
        [f"error: {FIRST}.choices: all of them are retired"],
    ),
    "nothing but retired rows": (
        [question("views", "grid", rows=[{"code": "upper", "label": "Up", "retired": True}])],
        [f"error: {FIRST}.rows: all of them are retired"],
    ),
    "an exclusive option where one is chosen anyway": (
        [question("role", choices=[{"code": "none", "label": "None", "exclusive": True}])],
        [
            f"error: {FIRST}.choices.0.exclusive: "
            "a choice of a single question cannot have exclusive"
        ],
    ),
    "a text box on a scale point": (
        [question("views", "grid", choices=[{"code": "a", "label": "A", "specify": "Which?"}])],
        [f"error: {FIRST}.choices.0.specify: a choice of a grid question cannot have specify"],
    ),
    "a point of a scale after what is off it": (
        [
            question("views", "grid", choices=options("low", UNSURE, "high")),
            question(
                "change",
                choices=options("low", UNSURE, NO_VIEW, "high"),
            ),
        ],
        [
            f"error: {FIRST}.choices.1.off_scale: "
            "unsure is off the scale, so it stands after the points of it",
            "error: sections.0.pages.0.questions.1.choices.1.off_scale: "
            "unsure is off the scale, so it stands after the points of it",
            "error: sections.0.pages.0.questions.1.choices.2.off_scale: "
            "other is off the scale, so it stands after the points of it",
        ],
    ),
    "nothing but what is off the scale": (
        [question("views", choices=options(GONE, UNSURE))],
        [f"error: {FIRST}.choices: all of them are off the scale"],
    ),
    "an option off the scale where any may be ticked": (
        [question("views", "multiple", choices=options("low", UNSURE))],
        [
            f"error: {FIRST}.choices.1.off_scale: "
            "a choice of a multiple question cannot have off_scale"
        ],
    ),
    "a recode without its release": (
        [recoded(*TWO_GROUPS, release="keep")],
        [f"error: {FIRST}.recodes: recodes want release: recode"],
    ),
    "a release without its recode": (
        [question("role", release="recode")],
        [f"error: {FIRST}.release: release: recode wants recodes"],
    ),
    "a recode that invents and forgets choices": (
        [recoded(TWO_GROUPS[0], {**TWO_GROUPS[1], "choices": ["maybe", "yess"]})],
        [
            f"error: {FIRST}.recodes.0.groups.1.choices.maybe: role has no choice maybe",
            f"error: {FIRST}.recodes.0.groups.1.choices.yess: role has no choice yess; "
            "did you mean yes?",
            f"error: {FIRST}.recodes.0: choice no is in no group",
        ],
    ),
    "a recode with a choice in two groups": (
        [recoded(TWO_GROUPS[0], {**TWO_GROUPS[1], "choices": ["no", "yes"]})],
        [f"error: {FIRST}.recodes.0.groups.1.choices.yes: choice yes is in two groups"],
    ),
    "limits the wrong way round": (
        [
            question("age", "number", minimum=1, maximum=0),
            question("years", "number", minimum=0, maximum=-1),
        ],
        [
            f"error: {FIRST}.minimum: minimum is above maximum",
            "error: sections.0.pages.0.questions.1.minimum: minimum is above maximum",
        ],
    ),
    "a limit that no answer can express": (
        [question("age", "number", minimum=0.5, maximum=9.25, decimals=1)],
        [f"error: {FIRST}.maximum: maximum has more decimal places than an answer may have"],
    ),
    "a placeholder in a label": (
        [question("role", choices=[*options("yes"), {"code": "no", "label": "Not in {town}"}])],
        [f"error: {FIRST}.choices.1.label: nothing fills {{town}}; {KNOWN}"],
    ),
    "a placeholder with a blank in it": (
        [question("role", hint="Until {closing date}")],
        [
            f"error: {FIRST}.hint: nothing fills {{closing date}}; {KNOWN}; did you mean "
            "closing_date?"
        ],
    ),
    "a column name that is reserved": (
        [question("all"), question("role", variable="area")],
        [
            f"error: {FIRST}.code: column name all is reserved",
            "error: sections.0.pages.0.questions.1.variable: column name area is reserved",
        ],
    ),
    "a code that is a field of every page": (
        [question("csrfmiddlewaretoken", variable="token")],
        [f"error: {FIRST}.code: code csrfmiddlewaretoken is reserved"],
    ),
    "a column name that is too long, of a choice": (
        [question("q" * 40, "multiple", choices=options("d" * 23, "c" * 24))],
        [
            f"error: {FIRST}.choices.1.code: the column would be called {'q' * 40}_{'c' * 24}, "
            "which has 65 characters: at most 64 fit, so shorten this code or that of "
            f"{'q' * 40}, or give the question a short `variable`",
        ],
    ),
    "a column name that is too long, of a text box": (
        [
            question(
                "views",
                "grid",
                variable="v" * 36,
                rows=options("a", {"code": "r" * 23, "label": "R", "specify": "Which?"}),
            )
        ],
        [
            f"error: {FIRST}.rows.1.code: the column would be called {'v' * 36}_{'r' * 23}_text, "
            "which has 65 characters: at most 64 fit, so shorten this code or that of views, or "
            "give the question a short `variable`",
        ],
    ),
    "a column name that is too long, of a group": (
        [
            question(
                "who",
                "multiple",
                release="recode",
                choices=options("yes", "no"),
                recodes=[
                    {
                        "code": "s" * 40,
                        "label": "Side",
                        "groups": [TWO_GROUPS[0], {**TWO_GROUPS[1], "code": "g" * 24}],
                    }
                ],
            )
        ],
        [
            f"error: {FIRST}.recodes.0.groups.1.code: the column would be called "
            f"{'s' * 40}_{'g' * 24}, which has 65 characters: at most 64 fit, so shorten this code "
            "or that of its recode",
        ],
    ),
    "a column name for two questions": (
        [question("role", "multiple", choices=options("yes")), question("role_yes")],
        [
            "error: sections.0.pages.0.questions.1.code: "
            "column name role_yes is already used by role"
        ],
    ),
    "a column name for a text and an option": (
        [
            question(
                "role",
                "multiple",
                choices=[{"code": "other", "label": "O", "specify": "W"}, *options("other_text")],
            )
        ],
        [f"error: {FIRST}.choices.0.code: column name role_other_text is already used by role"],
    ),
}


@pytest.mark.parametrize(
    ("questions", "problems"), WRONG_QUESTIONS.values(), ids=list(WRONG_QUESTIONS)
)
def test_wrong_questions_are_found(questions: list[Fields], problems: list[str]) -> None:
    assert found(definition_of_questions(*questions)) == problems


def test_a_full_page_of_grid_rows_may_have_retired_ones_besides() -> None:
    rows = [*options(*"abcdefg"), {"code": "h", "label": "H", "retired": True}]
    assert found(definition_of_questions(question("views", "grid", rows=rows))) == []


def test_a_retired_choice_still_belongs_to_its_group() -> None:
    choices = [*options("yes"), {"code": "no", "label": "No", "retired": True}]
    assert found(definition_of_questions(recoded(*TWO_GROUPS, choices=choices))) == []


def test_several_choices_may_stand_off_the_scale_and_retired_ones_anywhere() -> None:
    low_once, off_once = {**GONE, "code": "low_once"}, {**GONE, "off_scale": True}
    choices = options("low", off_once, "high", UNSURE, NO_VIEW, low_once)
    for kind in ("single", "grid"):
        assert found(definition_of_questions(question("views", kind, choices=choices))) == []


def test_codes_of_sections_pages_and_panels_are_taken_once() -> None:
    twice = definition(
        section("same", page("one")),
        section("same", page("one")),
        panels=[PANEL, PANEL],
    )
    assert found(twice) == [
        "error: panels.1.code: code meaning is already taken by an earlier one",
        "error: sections.1.code: code same is already taken by an earlier one",
        "error: sections.1.pages.0.code: code one is already taken by an earlier one",
    ]


def test_things_of_different_kinds_may_share_a_code() -> None:
    shared = definition(
        section("role", page("role", question("role", choices=options("role")))),
        panels=[{**PANEL, "code": "role"}],
    )
    assert found(shared) == []


def test_panels_that_do_not_exist_are_found_on_the_start_and_on_pages() -> None:
    checked = definition_of_pages(
        page("one", panels=["meaning", "meanign"]), panels=[PANEL], start_panels=["gone"]
    )
    assert found(checked) == [
        "error: start_panels.0: there is no panel gone",
        "error: sections.0.pages.0.panels.1: there is no panel meanign; did you mean meaning?",
    ]


def test_placeholders_are_looked_for_in_every_text() -> None:
    checked = definition_of_pages(
        page("one", text="{a}", title="In {area}"),
        title="{b}",
        panels=[{**PANEL, "continuum": [{"name": "{c}", "description": "x"}], "source": "{d}"}],
    )
    assert sorted(found(checked)) == [
        f"error: panels.0.continuum.0.name: nothing fills {{c}}; {KNOWN}",
        f"error: panels.0.source: nothing fills {{d}}; {KNOWN}",
        f"error: sections.0.pages.0.text: nothing fills {{a}}; {KNOWN}",
        f"error: title: nothing fills {{b}}; {KNOWN}",
    ]


ON_ROLE = {"question": "role", "any_of": ["yes"]}


def test_a_condition_may_ask_about_any_earlier_page() -> None:
    checked = definition(
        section("a", page("one", question("role")), page("two", question("q2"), **all_of(ON_ROLE))),
        section("b", page("three", {**question("q3"), **any_of(ON_ROLE)}), **all_of(ON_ROLE)),
    )
    assert found(checked) == []


def test_a_condition_on_the_same_page_a_later_page_or_itself_is_refused() -> None:
    checked = definition(
        section(
            "a",
            page("one", question("role"), {**question("same_page"), **all_of(ON_ROLE)}),
            page("two", {**question("early"), **any_of({"question": "late", "answered": True})}),
            page("three", {**question("late"), **all_of({"question": "late", "answered": True})}),
        ),
        section("b", page("four", question("q4")), **all_of({"question": "q4", "answered": True})),
    )
    reason = "is not asked on an earlier page"
    assert found(checked) == [
        f"error: sections.0.pages.0.questions.1.shown_when.all.0.question: role {reason}",
        f"error: sections.0.pages.1.questions.0.shown_when.any.0.question: late {reason}",
        f"error: sections.0.pages.2.questions.0.shown_when.all.0.question: late {reason}",
        f"error: sections.1.shown_when.all.0.question: q4 {reason}",
    ]


def test_a_condition_names_a_question_that_there_is() -> None:
    lost = all_of({"question": "roel", "any_of": ["yes"]}, {"question": "size", "answered": True})
    checked = definition_of_pages(page("one", question("role")), page("two", **lost))
    at = "error: sections.0.pages.1.shown_when.all"
    assert found(checked) == [
        f"{at}.0.question: there is no question roel; did you mean role?",
        f"{at}.1.question: there is no question size",
    ]


def test_a_condition_names_choices_that_its_question_has() -> None:
    wrong = {"question": "role", "none_of": ["yes", "maybe"]}
    checked = definition_of_pages(
        page("one", question("role")), page("two", **any_of(ON_ROLE, wrong))
    )
    assert found(checked) == [
        "error: sections.0.pages.1.shown_when.any.1.none_of.maybe: role has no choice maybe"
    ]


@pytest.mark.parametrize("type_name", ["grid", "text", "long_text", "number", "date"])
def test_only_choice_questions_can_be_asked_for_choices(type_name: str) -> None:
    source = question("role", type_name, release="drop")
    asks_choice = definition_of_pages(page("one", source), page("two", **all_of(ON_ROLE)))
    assert found(asks_choice) == [
        "error: sections.0.pages.1.shown_when.all.0: role has no single choices: "
        "ask only whether it was answered"
    ]
    asks_answer = all_of({"question": "role", "answered": True})
    assert found(definition_of_pages(page("one", source), page("two", **asks_answer))) == []


@pytest.mark.parametrize(
    ("minimum", "warned"), [(None, True), (-7, True), (-6.5, False), (0, False)]
)
def test_a_number_that_could_be_read_as_missing_is_a_warning(
    minimum: float | None, *, warned: bool
) -> None:
    checked = definition_of_questions(question("balance", "number", minimum=minimum, decimals=1))
    warning = (
        f"warning: {FIRST}.minimum: set minimum above -7: "
        "datasets write -7, -8 and -9 for missing values"
    )
    assert found(checked) == ([warning] if warned else [])


def test_a_question_without_a_release_is_a_warning() -> None:
    assert found(definition_of_questions(question("role", release=None))) == [
        f"warning: {FIRST}: role declares no release, so no dataset will hold it"
    ]


@pytest.mark.parametrize("release", ["keep", "drop", "free_text"])
def test_a_question_with_any_release_is_not(release: str) -> None:
    assert found(definition_of_questions(question("role", release=release))) == []


def successor(**fields: Any) -> list[str]:
    """Return what is wrong with changing a published question as *fields* say."""
    earlier = definition_of_questions(question("views", "grid"))
    later = definition_of_questions(question("views", **{"type": "grid", **fields}))
    return [str(problem) for problem in check_succession(earlier, later)]


def test_wording_order_and_new_parts_may_change_after_publication() -> None:
    values = [
        {"code": "disagree", "label": "No", "value": 2},
        {"code": "unsure", "label": "?", "value": 3},
        {"code": "agree", "label": "Yes", "value": 1, "retired": True},
    ]
    assert successor(text="New", choices=values, rows=options("new", "lower", "upper")) == []


def test_a_published_choice_or_row_is_retired_never_deleted() -> None:
    assert successor(choices=options("agree"), rows=options("lower")) == [
        f"error: {FIRST}.choices: disagree was published: retire it instead of deleting it",
        f"error: {FIRST}.rows: upper was published: retire it instead of deleting it",
    ]


def test_a_published_value_stays() -> None:
    assert successor(choices=options("disagree", "agree")) == [
        f"error: {FIRST}.choices.0.value: disagree was published with the value 2",
        f"error: {FIRST}.choices.1.value: agree was published with the value 1",
    ]


def test_a_choice_may_be_declared_off_the_scale_but_not_put_on_it_again() -> None:
    later = definition_of_questions(question("views", choices=options("low", UNSURE)))
    earlier = definition_of_questions(
        question("views", choices=options("low", {**UNSURE, "off_scale": False}))
    )
    assert check_succession(earlier, later) == []
    assert [str(problem) for problem in check_succession(later, earlier)] == [
        f"error: {FIRST}.choices.1.off_scale: "
        "unsure was published off the scale: it cannot become a point of it"
    ]


def test_a_published_question_keeps_its_type() -> None:
    assert successor(type="text") == [
        f"error: {FIRST}.type: views was published as grid: give the new question a new code"
    ]


def changed_type(before: str, after: str) -> list[str]:
    earlier, later = (definition_of_questions(question("views", kind)) for kind in (before, after))
    return [str(problem) for problem in check_succession(earlier, later)]


def test_a_box_of_one_line_may_become_one_of_several() -> None:
    """What is stored of one line is what would be stored of it in a box of several."""
    assert changed_type("text", "long_text") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("long_text", "text"), ("number", "text"), ("date", "long_text"), ("text", "number")],
)
def test_no_other_type_takes_the_place_of_a_published_one(before: str, after: str) -> None:
    assert changed_type(before, after) == [
        f"error: {FIRST}.type: views was published as {before}: give the new question a new code"
    ]


def test_questions_may_come_and_go_between_versions() -> None:
    earlier = definition_of_questions(question("old"))
    later = definition_of_questions(question("new", "text"))
    assert check_succession(earlier, later) == []


@given(definitions())
def test_a_definition_succeeds_itself(same: Definition) -> None:
    assert check_succession(same, same) == []


def test_a_published_question_keeps_the_name_of_its_columns() -> None:
    assert successor(variable="opinions") == [
        f"error: {FIRST}.variable: views was published with the variable views"
    ]


@pytest.mark.parametrize("written", ["views", ""])
def test_the_name_of_columns_may_be_written_out_or_left_out(written: str) -> None:
    assert successor(variable=written) == []


def grouped(*groups: Fields) -> Definition:
    """Return a question whose choices are released in *groups*."""
    recode = {"code": "kinds", "label": "In groups", "groups": list(groups)}
    choices = options("police", "school", "health")
    return definition_of_questions(
        question("agency", choices=choices, release="recode", recodes=[recode])
    )


LAW = {"code": "law", "label": "Law", "value": 1, "choices": ["police"]}
CARE = {"code": "care", "label": "Care", "value": 2, "choices": ["school", "health"]}


def test_a_published_choice_stays_in_its_group() -> None:
    moved = grouped(LAW | {"choices": ["police", "health"]}, CARE | {"choices": ["school"]})
    assert list(map(str, check_succession(grouped(LAW, CARE), moved))) == [
        f"error: {FIRST}.recodes.0.groups.0.choices: health was published in the group care: "
        "leave it there, or give kinds a new code"
    ]


def test_a_published_group_keeps_its_value() -> None:
    turned = grouped(LAW | {"value": 2}, CARE | {"value": 1})
    assert list(map(str, check_succession(grouped(LAW, CARE), turned))) == [
        f"error: {FIRST}.recodes.0.groups.0.value: law was published with the value 1",
        f"error: {FIRST}.recodes.0.groups.1.value: care was published with the value 2",
    ]


def test_the_words_and_the_order_of_groups_may_change() -> None:
    same = grouped(CARE | {"label": "Schools and health"}, LAW)
    assert check_succession(grouped(LAW, CARE), same) == []


def test_a_published_column_does_not_pass_to_another_question() -> None:
    earlier = definition_of_questions(question("old", variable="age"))
    later = definition_of_questions(question("new", variable="age"))
    assert list(map(str, check_columns(earlier, later))) == [
        f"error: {FIRST}: column name age was published for old: choose another"
    ]
    assert check_columns(earlier, earlier) == []
