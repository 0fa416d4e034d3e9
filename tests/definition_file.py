"""A definition file with a little of everything, and what is said of one that is wrong."""

from __future__ import annotations

from questionnaires.core.file_problems import FileProblem
from questionnaires.core.yaml_format import DefinitionError, read

SURVEY = """\
slug: staff-survey
title: Staff survey
start_panels: [meaning]
panels:
  - code: meaning
    title: What we mean
    body: |
      First line.

      - a point
sections:
  - code: about
    title: About you
    pages:
      - code: role_page
        title: Your role
        panels: [meaning]
        questions:
          - code: role
            type: single
            text: What is your role?
            required: true
            release: recode
            choices: &roles
              - {code: clerk, label: Clerk}
              - {code: driver, label: Driver}
              - {code: other, label: Other, specify: Please specify}
            recodes:
              - code: role_group
                label: Group of roles
                groups:
                  - {code: office, label: Office, choices: [clerk]}
                  - {code: road, label: Elsewhere, choices: [driver, other]}
      - code: more_page
        title: More
        questions:
          - code: helped
            type: multiple
            text: Who helped?
            release: keep
            choices: *roles
          - code: age
            type: number
            text: How old are you?
            minimum: 16
            shown_when:
              all:
                - {question: role, any_of: [driver, clerk]}
"""


def problems_in(text: str) -> list[FileProblem]:
    """Return what is wrong in *text*; where nothing is, what is doubtful."""
    try:
        return read(text, file="survey.yaml").warnings
    except DefinitionError as error:
        return error.problems


def refusal(text: str) -> list[str]:
    """Return what is said of *text*, line by line, which must not be loaded."""
    problems = problems_in(text)
    assert problems, "nothing is wrong in it"
    return [str(problem) for problem in problems]


def changed(old: str, new: str) -> str:
    assert SURVEY.count(old) == 1
    return SURVEY.replace(old, new)
