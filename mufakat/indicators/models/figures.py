"""Figures that many pages show, kept as assessments are accepted and rebuildable from them; and frozen ones."""

from django.db import models
from django.db.models import F, Q

from mufakat.core.fields import PathField
from mufakat.directory.models import Organisation, Region
from mufakat.journal.models import Recorded
from mufakat.programmes.models import Programme

from .assessments import Assessment
from .instruments import Instrument, InstrumentVersion


class SiteSpan(models.Model):
    """What one body counts with from one month until before another, and where: the site-month table.

    It begins with an accepted assessment or with the body's move to another place, and ends where the next one begins
    (`until` empty: it still counts). `measures` are {measure: [numerator, denominator]} as they are added across places
    (`rollup.formulas`); a measure is the lasting key of an indicator, or passed, the whole, a domain (`rules.scoring`).
    What was done stands only in the span that begins with its assessment. `lacking` are the indicators that apply and
    are not met, by key, in order, with one space between.
    """

    instrument = models.ForeignKey(
        Instrument, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    of_version = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    region_path = PathField(max_length=14)
    month = models.CharField(max_length=7)
    until = models.CharField(max_length=7, blank=True)
    measures = models.JSONField(default=dict)
    met = models.PositiveSmallIntegerField(default=0)
    applicable = models.PositiveSmallIntegerField(default=0)
    passed = models.BooleanField(null=True)
    lacking = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "organisation", "month"], name="one_span_a_month"
            ),
            models.CheckConstraint(
                condition=Q(until="") | Q(until__gt=F("month")), name="span_order"
            ),
        ]
        indexes = [
            models.Index(
                fields=["instrument", "region_path", "month", "until"], name="span_region"
            ),
            models.Index(
                fields=[
                    # Lists and counts of a nation need nothing else; spans that end in a month lie together.
                    *("instrument", "until", "month", "passed"),
                    *("met", "region_path", "organisation"),
                ],
                name="span_standing",
            ),
        ]


class Cell(models.Model):
    """By how much a measure changes in a region (with all below it) in a month: added up over the months until then it
    is how things stand (across periods "last"), added up over some months what was done in them ("sum").

    The one table that dashboards read; every level holds the sum of the spans below it, by construction. The nation's
    `parent_path` is "-". A cell of three noughts says nothing and may stand or not.
    """

    instrument = models.ForeignKey(
        Instrument, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    measure = models.CharField(max_length=60)
    region_path = PathField(max_length=14)
    parent_path = PathField(max_length=14)
    month = models.CharField(max_length=7)
    numerator = models.BigIntegerField(default=0)
    denominator = models.BigIntegerField(default=0)
    sites = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "region_path", "measure", "month"], name="one_cell"
            )
        ]
        indexes = [
            models.Index(
                fields=[
                    # In the order of the answer, and with all of it: nothing is sorted or looked up.
                    *("instrument", "parent_path", "measure", "region_path", "month"),
                    *("numerator", "denominator", "sites"),
                ],
                name="cell_below",
            )
        ]


class Snapshot(Recorded):
    """Figures as they stood on a day, frozen with their rows: later edits never change it. `digest` proves `body`
    (`queries.snapshots.frozen` says what is in it). One of a day, an instrument and a region."""

    journal_kind = "snapshot"

    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="snapshots")
    of_version = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, related_name="snapshots"
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="snapshots"
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="snapshots")
    region_path = PathField(max_length=14)
    as_of = models.DateField()
    met = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-as_of", "-taken_at"]
        indexes = [models.Index(fields=["code", "as_of"], name="snapshot_code")]
        constraints = [
            models.CheckConstraint(condition=Q(met__lte=F("of")), name="snapshot_part_of_whole"),
            models.UniqueConstraint(fields=["code", "region", "as_of"], name="one_snapshot_a_day"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/potret/{self.pk}/"


class Boundary(models.Model):
    """The outline of a region as an operator imported it, simplified: rings in degrees (WGS 84), and an inner point for
    its label. Reference data: `mufakat import-boundaries` writes it."""

    region = models.OneToOneField(Region, on_delete=models.CASCADE, related_name="boundary")
    rings = models.JSONField()
    label = models.JSONField()  # [longitude, latitude]
    source = models.CharField(max_length=300)
    imported_at = models.DateTimeField()
