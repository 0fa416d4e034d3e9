"""Catalogues of the interface: what is found in the sources, merged, checked and compiled."""

from __future__ import annotations

from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages import Catalog

from larc_survey import settings as project
from larc_survey.catalogues import find_messages, folder_of, problems, read, update

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
from questionnaires.core.messages import gettext_noop

# Translators: shown to nobody
ONE = gettext_noop("A sentence of the core")

def told(n):
    pgettext("a month", "May")
    ngettext("%(n)d code", "%(n)d codes", n)
    return _("A long sentence that stands "
             "in two lines")
"""

TEMPLATE = """{% load i18n %}
  {# Translators: a button #}
  {% translate "Next" %}
{% translate 'Single “quotes”' as kept %}
{% translate "May" context "to be allowed" %}
      {% blocktranslate trimmed with name=user.name %}
        Signed in
        as {{ name }}
      {% endblocktranslate %}
   {% blocktranslate asvar later %}Until {{ day }}{% endblocktranslate %}
{% blocktranslate count n=codes|length %}One code{% plural %}{{ n }} codes{% endblocktranslate %}
{% blocktranslate %}100 % sure{% endblocktranslate %}
{% include "buttons.html" with forward=_("Send") only %}{{ name|default:_("Nobody") }}
{% comment %}{% translate "Not this" %}{% endcomment %}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of one app, with a module and a template."""
    app = tmp_path / "app"
    (app / "templates/app").mkdir(parents=True)
    (app / "apps.py").touch()
    (app / "wording.py").write_text(PYTHON, encoding="utf-8")
    (app / "templates/app/page.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def locale(tmp_path: Path) -> Path:
    return tmp_path / "locale"


def messages(*texts: str | tuple[str, str]) -> Catalog:
    found = Catalog()
    for text in texts:
        found.add(text, locations=[("app/wording.py", 1)])
    return found


def translate(locale: Path, *replacements: tuple[str, str]) -> None:
    """Edit the Welsh catalogue as a translator does, in its file."""
    path = folder_of("cy", locale) / "django.po"
    text = path.read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def fill_in(locale: Path, text: str, translation: str) -> None:
    translate(locale, (f'msgid "{text}"\nmsgstr ""', f'msgid "{text}"\nmsgstr "{translation}"'))


# Finding


def test_everything_that_is_marked_is_found(root: Path) -> None:
    found = {(message.context, message.id) for message in find_messages(root) if message.id}
    assert found == {
        (None, "A sentence of the core"),
        ("a month", "May"),
        (None, ("%(n)d code", "%(n)d codes")),
        (None, "A long sentence that stands in two lines"),
        (None, "Next"),
        (None, "Single “quotes”"),
        ("to be allowed", "May"),
        (None, "Signed in as %(name)s"),
        (None, "Until %(day)s"),
        (None, ("One code", "%(n)s codes")),
        (None, "100 %% sure"),
        (None, "Send"),
        (None, "Nobody"),
    }


def test_a_message_comes_with_its_places_and_what_translators_are_told(root: Path) -> None:
    found = find_messages(root)
    assert found["Next"].locations == [("app/templates/app/page.html", 3)]
    assert found["Next"].auto_comments == ["Translators: a button"]
    assert found["A sentence of the core"].auto_comments == ["Translators: shown to nobody"]


# Merging and compiling


def test_a_new_language_gets_a_catalogue_with_its_own_plural_forms(locale: Path) -> None:
    catalogue = update("cy", messages("Next", ("%(n)d code", "%(n)d codes")), locale)
    assert catalogue.num_plurals == 5
    text = (folder_of("cy", locale) / "django.po").read_text(encoding="utf-8")
    assert "docs/translating.md" in text
    assert "msgstr[4]" in text


def test_what_is_translated_is_read_and_what_is_fuzzy_is_not(locale: Path) -> None:
    found = messages("Next", "Back", ("one", "many"))
    update("cy", found, locale)
    fill_in(locale, "Next", "N-cy")
    fill_in(locale, "Back", "B-cy")
    translate(locale, ('msgid "Back"', '#, fuzzy\nmsgid "Back"'))
    update("cy", found, locale)
    with (folder_of("cy", locale) / "django.mo").open("rb") as file:
        read_by_django = GNUTranslations(file)
    assert read_by_django.gettext("Next") == "N-cy"
    assert read_by_django.gettext("Back") == "Back"
    assert read_by_django.ngettext("one", "many", 7) == "many"


def test_a_second_run_changes_nothing(root: Path, locale: Path) -> None:
    found = find_messages(root)
    files = [folder_of("cy", locale) / name for name in ("django.po", "django.mo")]
    update("cy", found, locale)
    before = [file.read_bytes() for file in files]
    update("cy", find_messages(root), locale)
    assert [file.read_bytes() for file in files] == before


def test_a_changed_message_keeps_its_translation_as_fuzzy_and_a_gone_one_goes(
    locale: Path,
) -> None:
    update("cy", messages("Enter your code here", "Nothing of the kind"), locale)
    fill_in(locale, "Enter your code here", "E-cy")
    catalogue = update("cy", messages("Enter your code there"), locale)
    changed = catalogue["Enter your code there"]
    assert (changed.string, changed.fuzzy) == ("E-cy", True)
    text = (folder_of("cy", locale) / "django.po").read_text(encoding="utf-8")
    assert "Nothing of the kind" not in text


# Checking


def problems_after(locale: Path, found: Catalog) -> list[str]:
    """What is wrong once the file is compiled as the translator left it."""
    update("cy", found, locale)
    return problems("cy", found, locale)


def test_a_complete_catalogue_has_no_problem(locale: Path) -> None:
    found = messages("Next", "Part %(n)s of {m}")
    update("cy", found, locale)
    fill_in(locale, "Next", "N-cy")
    fill_in(locale, "Part %(n)s of {m}", "{m} %(n)s-cy")
    assert problems_after(locale, found) == []


def test_a_language_without_a_catalogue_is_a_problem(locale: Path) -> None:
    assert problems("cy", messages("Next"), locale) == [
        "cy: there is no catalogue yet; run `make messages`."
    ]


def test_an_empty_and_a_fuzzy_translation_are_problems(locale: Path) -> None:
    found = messages("Next", "Back")
    update("cy", found, locale)
    fill_in(locale, "Back", "B-cy")
    translate(locale, ('msgid "Back"', '#, fuzzy\nmsgid "Back"'))
    assert sorted(problems_after(locale, found)) == [
        "cy: marked as fuzzy: 'Back'",
        "cy: not translated: 'Next'",
    ]


def test_messages_of_other_sources_are_problems(locale: Path) -> None:
    update("cy", messages("Next"), locale)
    fill_in(locale, "Next", "N-cy")
    update("cy", messages("Next"), locale)
    assert problems("cy", messages("Back"), locale) == [
        "cy: not in the catalogue: 'Back'",
        "cy: no longer in the sources: 'Next'",
    ]


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("Until %(day)s", "Until"),
        ("Until %(day)s", "Until %(dydd)s"),
        ("Until", "Until %(day)s"),
        ("Left: {n}", "Left: {m}"),
        ("%s by %d", "%d by %s"),
        ("100 %% sure", "100 sure"),
    ],
)
def test_other_placeholders_are_a_problem(locale: Path, text: str, translation: str) -> None:
    found = messages(text)
    update("cy", found, locale)
    fill_in(locale, text, translation)
    assert problems_after(locale, found) == [f"cy: other placeholders: {text!r}"]


def test_only_the_form_of_one_number_may_leave_the_number_out(locale: Path) -> None:
    """Forms 1 to 4 of Welsh are for 1, 2, 3 and 6 alone; form 0 is for all the others."""
    found = messages(("%(n)s code", "%(n)s codes"))
    update("cy", found, locale)
    forms = {f'msgstr[{form}] ""': f'msgstr[{form}] "c-cy"' for form in range(1, 5)}
    translate(locale, *forms.items(), ('msgstr[0] ""', 'msgstr[0] "%(n)s-cy"'))
    assert problems_after(locale, found) == []
    translate(locale, ('msgstr[0] "%(n)s-cy"', 'msgstr[0] "c-cy"'))
    assert problems_after(locale, found) == ["cy: other placeholders: '%(n)s code'"]


def test_a_file_that_is_not_compiled_again_is_a_problem(locale: Path) -> None:
    found = messages("Next")
    update("cy", found, locale)
    fill_in(locale, "Next", "N-cy")
    assert problems("cy", found, locale) == [
        "cy: django.mo is not made from django.po; run `make messages`."
    ]


# This project


def test_every_language_of_the_project_is_complete() -> None:
    found = find_messages(project.BASE_DIR)
    (locale,) = project.LOCALE_PATHS
    languages = [code for code, _name in project.LANGUAGES if code != project.LANGUAGE_CODE]
    assert [line for code in languages for line in problems(code, found, locale)] == []


def test_there_is_no_catalogue_without_a_language() -> None:
    (locale,) = project.LOCALE_PATHS
    known = {folder_of(code, locale).parent.name for code, _name in project.LANGUAGES}
    assert {path.parents[1].name for path in locale.glob("*/*/django.po")} <= known


def test_the_messages_of_every_app_are_found() -> None:
    found = find_messages(project.BASE_DIR)
    places = {path.partition("/")[0] for message in found for path, _line in message.locations}
    apps = {"accounts", "authoring", "exports", "fieldwork", "monitoring", "questionnaires"}
    assert places == apps | {"larc_survey", "responses"}


def test_reading_gives_back_what_was_written(root: Path, locale: Path) -> None:
    written = update("cy", find_messages(root), locale)
    again = read("cy", locale)
    assert again is not None
    assert {m.id for m in again} == {m.id for m in written}
