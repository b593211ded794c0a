"""Programmes, the places where they work, and what was done there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mufakat.core.fields import PathField
from mufakat.directory.models import Organisation, Region
from mufakat.directory.models.dated import PERIOD, Dated
from mufakat.journal.models import Recorded


class Family(models.TextChoices):
    """The list that a programme is of."""

    ILP = "ilp", _("primary-care integration (ILP)")
    CRISIS = "krisis", _("programmes of the crisis centre")
    PILLAR = "pilar", _("pillars of the transformation of health")
    GF_RSSH = "gf_rssh", _("work lines of GF-RSSH")
    OTHER = "lain", _("other programme")


class Programme(Recorded, Dated):
    """A programme by its code. Those of `reference/programmes.toml` are loaded, with their source; an office may record
    its own."""

    journal_kind = "programme"

    code = models.CharField(max_length=40, unique=True)
    family = models.CharField(max_length=10, choices=Family.choices)
    number = models.PositiveSmallIntegerField(null=True, blank=True)  # within its family
    title = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    lead = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="programmes"
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="programmes")
    region_path = PathField(max_length=14, db_index=True)  # who may write down what is done for it
    source = models.CharField(max_length=300, blank=True)
    is_reference = models.BooleanField(default=False)

    class Meta:
        ordering = ["family", "number", "title"]
        constraints = [models.CheckConstraint(condition=PERIOD, name="programme_period")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/program/{self.code}/"


class Lokus(Recorded, Dated):
    """A facility (or another body) that a programme mentors or works in, from a day to a day."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="lokus")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="lokus")
    region_path = PathField(max_length=14)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=PERIOD, name="lokus_period"),
            models.UniqueConstraint(
                fields=["programme", "organisation"],
                condition=Q(valid_to=None),
                name="one_lokus_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["programme", "region_path"], name="lokus_region")]

    def __str__(self) -> str:
        return str(self.organisation)


class Visit(Recorded):
    """A mentoring visit: who came to whom, what was seen, what was agreed, and when the next one is."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="visits")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="visits")
    region_path = PathField(max_length=14)
    by_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="visits_made"
    )
    mentors = models.CharField(max_length=300)
    on = models.DateField()
    topics = models.CharField(max_length=500, blank=True)
    observed = models.TextField(max_length=4000, blank=True)
    agreed = models.TextField(max_length=4000, blank=True)
    next_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [
            models.Index(fields=["programme", "region_path", "on"], name="visit_region"),
            models.Index(fields=["organisation", "on"], name="visit_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.on}"

    def get_absolute_url(self) -> str:
        return f"/program/kunjungan/{self.pk}/"
