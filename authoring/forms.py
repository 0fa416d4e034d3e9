"""The form in which a definition file and its translations are uploaded."""

from __future__ import annotations

import re
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from questionnaires.core.yaml_source import MAX_BYTES

MOST_TRANSLATIONS = 4
"""Beside the definition; a form may hold twice as many files (DATA_UPLOAD_MAX_NUMBER_FILES)."""

TRANSLATION = re.compile(r".+\.([^.]{1,20})\.po", re.IGNORECASE)
"""`visits.cy.po` holds the Welsh of `visits.yaml`."""


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files, as a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(SeveralFilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    definition = forms.FileField(
        label=_("Definition file"),
        help_text=_("Its name ends with .yaml. At most 1 MB, with its translations."),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": _("Choose the definition file of the questionnaire")},
    )
    translations = SeveralFilesField(
        label=_("Translations"),
        required=False,
        max_length=200,
        allow_empty_file=True,
        help_text=_("If there are any: files whose names end with their language, as visits.cy.po"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["definition"].widget.attrs["accept"] = ".yaml,.yml"
        self.fields["translations"].widget.attrs["accept"] = ".po"
        self.helper = FormHelper()
        self.helper.add_input(Submit("check", _("Check the files")))

    def clean_definition(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["definition"]
        if not (file.name or "").lower().endswith((".yaml", ".yml")):
            raise forms.ValidationError(
                _("The name of a definition file ends with .yaml: %(name)s does not."),
                params={"name": file.name},
            )
        return file

    def clean_translations(self) -> dict[str, UploadedFile]:
        """Return the files by the language in their names."""
        files: list[UploadedFile] = self.cleaned_data["translations"]
        if len(files) > MOST_TRANSLATIONS:
            raise forms.ValidationError(
                ngettext_lazy(
                    "Upload at most %(most)d translation at a time.",
                    "Upload at most %(most)d translations at a time.",
                    MOST_TRANSLATIONS,
                ),
                params={"most": MOST_TRANSLATIONS},
            )
        by_language: dict[str, UploadedFile] = {}
        for file in files:
            named = TRANSLATION.fullmatch(file.name or "")
            if named is None:
                message = _(
                    "The name of a translation ends with its language and .po, as visits.cy.po: "
                    "%(name)s does not."
                )
                raise forms.ValidationError(message, params={"name": file.name})
            language = named[1].lower()
            if language in by_language:
                message = _("Two files are translations into %(language)s: upload one of them.")
                raise forms.ValidationError(message, params={"language": language})
            by_language[language] = file
        return by_language

    def files_given(self) -> list[tuple[str, str, bytes]]:
        """Return of each file its language ("" for none), its name, and no more than fits of it."""
        named = {"": self.cleaned_data["definition"], **self.cleaned_data["translations"]}
        return [(language, file.name, file.read(MAX_BYTES + 1)) for language, file in named.items()]
