"""How a version is put together: its parameters, its panels, and its sections with their pages."""

from __future__ import annotations

from django.db import models

from questionnaires.core.parameters import ParameterKind
from questionnaires.models.positioned import Conditional, Positioned, choices_of
from questionnaires.models.version import Version


class Parameter(Positioned):
    """What each survey says for itself in the texts, where `{name}` stands."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="parameters")
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=choices_of(ParameterKind))
    label = models.CharField(max_length=200)
    example = models.CharField(max_length=200)

    class Meta(Positioned.Meta):
        constraints = (models.UniqueConstraint("version", "name", name="parameter_name_once"),)

    def __str__(self) -> str:
        return self.name


class Panel(Positioned):
    """Information to read, repeated wherever a page or the start names it."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="panels")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    body = models.TextField()
    source = models.CharField(max_length=300, blank=True)

    class Meta(Positioned.Meta):
        constraints = (models.UniqueConstraint("version", "code", name="panel_code_once"),)

    def __str__(self) -> str:
        return self.code


class ContinuumStep(Positioned):
    """One category of a panel's drawn continuum, from left to right."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=60)
    description = models.TextField()

    def __str__(self) -> str:
        return self.name


class StartPanel(Positioned):
    """A panel on the start page."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.panel)


class Section(Conditional):
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="sections")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)

    class Meta(Conditional.Meta):
        constraints = (models.UniqueConstraint("version", "code", name="section_code_once"),)

    def __str__(self) -> str:
        return self.code


class Page(Conditional):
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="pages")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    panels = models.ManyToManyField(Panel, through="PagePanel", related_name="+")

    class Meta(Conditional.Meta):
        constraints = (models.UniqueConstraint("version", "code", name="page_code_once"),)

    def __str__(self) -> str:
        return self.code


class PagePanel(Positioned):
    """A panel on a page, above its questions."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.panel)
