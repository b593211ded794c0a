"""The problems that a session names, and why they are there."""

from django.db import models
from django.db.models import F, Q

from mufakat.directory.models import Region
from mufakat.journal.models import Recorded

from .groups import Group
from .late import Late
from .plan import AgendaItem, Meeting


class Problem(Recorded, Late):
    """What is not as it should be, where, and how much: by an indicator of the reference list (its code and the version
    that was read), or one in free words. `numerator` of `denominator` are counted people or places."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="problems")
    agenda_item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="problems"
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="problems"
    )
    text = models.CharField(max_length=500)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="problems"
    )
    indicator = models.CharField(max_length=20, blank=True)
    indicator_version = models.CharField(max_length=20, blank=True)
    measured_by = models.CharField(max_length=200, blank=True)
    numerator = models.PositiveBigIntegerField(null=True, blank=True)
    denominator = models.PositiveBigIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(denominator__gte=F("numerator"), denominator__gt=0),
                name="problem_share",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"/rapat/{self.meeting_id}/masalah/{self.pk}/"


class Cause(Recorded):
    """Why a problem is there, under one bone of the fishbone; `under` is the cause that this one explains ("mengapa?").
    `depth` counts from 1 to 5."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="causes")
    under = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="whys"
    )
    category = models.CharField(max_length=20)
    depth = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(max_length=300)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(depth__range=(1, 5)), name="cause_five_whys")
        ]

    def __str__(self) -> str:
        return self.text
