"""Pages about questionnaires, for those who may write them."""

from authoring.views.preview import area_preview, preview
from authoring.views.uploads import checked, progress, upload
from authoring.views.versions import definition_file, questionnaires, translation_file, version

__all__ = [
    "area_preview",
    "checked",
    "definition_file",
    "preview",
    "progress",
    "questionnaires",
    "translation_file",
    "upload",
    "version",
]
