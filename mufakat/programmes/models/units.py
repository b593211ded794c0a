"""Centres of excellence, the units that learn from them, and contests."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mufakat.core.fields import PathField
from mufakat.directory.models import Organisation, Region
from mufakat.directory.models.dated import PERIOD, Dated
from mufakat.journal.models import Recorded

from .catalogue import Programme


class CoeUnit(Recorded, Dated):
    """A centre of excellence: one Puskesmas, one of its Pustu, and all Posyandu of that Pustu (seed 3). The Posyandu
    are not listed here: they are those of the network on the day that is asked for."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="coe_units")
    puskesmas = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="coe_units")
    pustu = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="coe_pustu")
    region_path = PathField(max_length=14, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=PERIOD, name="coe_unit_period"),
            models.CheckConstraint(condition=~Q(puskesmas=F("pustu")), name="coe_unit_two_bodies"),
            models.UniqueConstraint(
                fields=["programme", "puskesmas"],
                condition=Q(valid_to=None),
                name="one_coe_unit_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.puskesmas)

    def get_absolute_url(self) -> str:
        return f"/program/coe/{self.pk}/"


class ReplicationState(models.TextChoices):
    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")


class Replication(Recorded):
    """A facility learns from a centre of excellence: an edge of the graph COE → replica."""

    unit = models.ForeignKey(CoeUnit, on_delete=models.PROTECT, related_name="replications")
    target = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="replications")
    region_path = PathField(max_length=14, db_index=True)  # of the target
    state = models.CharField(max_length=8, choices=ReplicationState.choices)
    planned_on = models.DateField()  # by when it is to be reached
    reached_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "target"], name="one_replication"),
            models.CheckConstraint(
                condition=Q(state="done", reached_on__isnull=False)
                | (~Q(state="done") & Q(reached_on__isnull=True)),
                name="replication_reached",
            ),
        ]

    def __str__(self) -> str:
        return str(self.target)


class Contest(Recorded):
    """A contest between facilities as an event: in seed 3 twenty-six Puskesmas told of ILP before a thousand people.
    `criteria` is a list of {code, title, most}."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="contests")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="contests")
    region_path = PathField(max_length=14, db_index=True)
    title = models.CharField(max_length=200)
    on = models.DateField(null=True, blank=True)  # a source may not tell the day
    year = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200, blank=True)
    audience = models.PositiveIntegerField(null=True, blank=True)
    criteria = models.JSONField(default=list)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "-on", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/program/lomba/{self.pk}/"


class ContestEntry(Recorded):
    """One who takes part, and the points it got: {criterion: points}; without any it is not judged yet."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="entries")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="contests"
    )
    number = models.PositiveSmallIntegerField()
    points = models.JSONField(default=dict, blank=True)
    total = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "organisation"], name="one_contest_entry"),
            models.UniqueConstraint(fields=["contest", "number"], name="one_contest_number"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)
