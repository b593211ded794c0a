"""Which problem comes first: rounds, who rates in them, and every single score."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mufakat.journal.models import Recorded

from .people import Participant
from .plan import Meeting
from .problems import Problem


class RoundState(models.TextChoices):
    OPEN = "open", _("under way")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")


class PriorityRound(Recorded):
    """One time that problems are put in order. `rule` is the method as the round began with it (criteria, scale,
    formula, source), copied; `result` what came out, frozen when it was closed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="rounds")
    method = models.CharField(max_length=20)
    method_version = models.CharField(max_length=20)
    rule = models.JSONField()
    problems = models.ManyToManyField(Problem, related_name="rounds")
    state = models.CharField(max_length=9, choices=RoundState.choices, default=RoundState.OPEN)
    result = models.JSONField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | (~Q(state="open") & Q(closed_at__isnull=False, closed_by__gt="")),
                name="round_closed_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(result__isnull=False), name="round_has_result"
            ),
        ]

    def __str__(self) -> str:
        return str(self.rule["title"])

    def get_absolute_url(self) -> str:
        return f"/rapat/{self.meeting_id}/prioritas/{self.pk}/"


class Rater(Recorded):
    """Who rates in a round: known by his id, never by his name. `detail` (office, organisation) tells two of one name
    apart."""

    round = models.ForeignKey(PriorityRound, on_delete=models.PROTECT, related_name="raters")
    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="ratings"
    )
    name = models.CharField(max_length=160)
    detail = models.CharField(max_length=200, blank=True)
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_rater_of_a_number"),
            models.UniqueConstraint(
                fields=["round", "participant"],
                condition=Q(participant__isnull=False),
                name="one_rater_per_participant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.detail})" if self.detail else self.name


class Score(models.Model):
    """What one rater gave one problem by one criterion; the journal keeps what it was before."""

    rater = models.ForeignKey(Rater, on_delete=models.CASCADE, related_name="scores")
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="scores")
    criterion = models.CharField(max_length=20)
    value = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rater", "problem", "criterion"], name="one_score_each"
            ),
            models.CheckConstraint(condition=Q(value__lte=100), name="score_range"),
        ]
