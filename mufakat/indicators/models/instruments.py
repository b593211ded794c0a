"""Instruments and their versions. What a version asks and how it counts is one document, fixed once it is published."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mufakat.directory.models import Organisation
from mufakat.journal.models import Recorded


class Level(models.TextChoices):
    """Of what kind of body an instrument is answered."""

    COE = "coe", _("centre of excellence (Puskesmas, Pustu, Posyandu)")
    PUSKESMAS = "puskesmas", _("Puskesmas")
    PUSTU = "pustu", _("Pustu")
    POSYANDU = "posyandu", _("Posyandu")
    DISTRICT = "kabkota", _("district (its Dinkes answers)")
    HOSPITAL = "rumah_sakit", _("hospital")
    TEAM = "tim", _("team")
    CLUSTER = "klaster", _("cluster")


class Instrument(Recorded):
    """A list of questions that measures one thing, by its code. Those of `reference/instruments/` are starters with
    their source; an office (`keeper`) may record its own."""

    journal_kind = "instrument"

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    level = models.CharField(max_length=12, choices=Level.choices)
    keeper = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="instruments"
    )
    source = models.CharField(max_length=500, blank=True)
    is_starter = models.BooleanField(default=False)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/instrumen/{self.code}/"


class InstrumentVersion(Recorded):
    """One version of an instrument: `body` is what `rules.instrument.read` reads (domains, indicators, thresholds).

    Until it is published it is a draft that may change; published it is fixed, and `digest` proves it. `mapping` says
    for each indicator of the version before which indicator of this one continues it (nothing: it ends), so that a
    trend goes on. `valid_from` is the first day of which assessments use it.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    body = models.JSONField()
    mapping = models.JSONField(default=dict, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="one_version_number"),
            models.UniqueConstraint(
                fields=["instrument"], condition=Q(published_at=None), name="one_draft_version"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, digest="")
                | Q(published_at__isnull=False, digest__gt="", valid_from__isnull=False),
                name="version_published_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument}, versi {self.number}"

    def get_absolute_url(self) -> str:
        return f"/instrumen/{self.instrument.code}/{self.number}/"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None
