"""Cohorts of districts (waves), and what became of each district."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mufakat.core.fields import PathField
from mufakat.directory.models import Region
from mufakat.journal.models import Recorded

from .catalogue import Programme


class Cohort(Recorded):
    """The districts that a programme takes in together: fifteen in 2024 … `quota` is how many it may take. It passes
    when `target_percent` of its districts have passed; a district passes when `pass_percent` of its assessed units
    meet the threshold of the instrument `instrument_code`."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cohorts")
    title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    quota = models.PositiveSmallIntegerField()
    funder = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    instrument_code = models.CharField(max_length=40, blank=True)
    pass_percent = models.PositiveSmallIntegerField(default=80)
    target_percent = models.PositiveSmallIntegerField(default=100)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["year", "title"]
        constraints = [
            models.CheckConstraint(condition=Q(quota__gte=1), name="cohort_quota"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="cohort_period"
            ),
            models.CheckConstraint(
                condition=Q(pass_percent__range=(1, 100), target_percent__range=(1, 100)),
                name="cohort_percent",
            ),
            models.UniqueConstraint(fields=["programme", "title"], name="one_cohort_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/program/gelombang/{self.pk}/"


class DistrictState(models.TextChoices):
    PLANNED = "planned", _("planned")
    READY = "ready", _("ready")
    RUNNING = "running", _("running")
    PASSED = "passed", _("has passed")
    LEFT = "left", _("has left the cohort")


class CohortDistrict(Recorded):
    """A district in a cohort; what it is today is the last of its `standings`."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="districts")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="cohorts")
    region_path = PathField(max_length=14)
    joined_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "region"], name="one_district")]
        indexes = [models.Index(fields=["region_path"], name="cohort_district_region")]

    def __str__(self) -> str:
        return str(self.region)

    def get_absolute_url(self) -> str:
        return f"/program/kab-kota/{self.pk}/"


class Standing(Recorded):
    """From which day a district of a cohort is in which state, why, and (readiness) what is still missing: `checklist`
    is {item of `reference/readiness.toml`: is it there?}, `missing` what else was said. `scores` is what the figures
    said when it was called passed, {passed, judged: sites, asked: percent}; empty of other states, of older words."""

    district = models.ForeignKey(CohortDistrict, on_delete=models.PROTECT, related_name="standings")
    state = models.CharField(max_length=8, choices=DistrictState.choices)
    on = models.DateField()
    reason = models.CharField(max_length=1000, blank=True)
    missing = models.CharField(max_length=1000, blank=True)
    checklist = models.JSONField(default=dict, blank=True)
    scores = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [models.UniqueConstraint(fields=["district", "on"], name="one_state_a_day")]
