"""The joint commitment that those present sign."""

from django.db import models
from django.db.models import Q

from mufakat.journal.models import Recorded

from .late import Late
from .people import Participant
from .plan import Meeting


class JointCommitment(Recorded):
    """The sheet of a session: an opening sentence and its points, one on each line of `points`. `frozen` is the sheet
    as it was closed, `digest` its SHA-256."""

    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, related_name="joint_commitment"
    )
    text = models.CharField(max_length=2000)
    points = models.TextField(max_length=8000)
    frozen = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="")
                | Q(closed_at__isnull=False, closed_by__gt="", frozen__isnull=False),
                name="sheet_closed_at_and_by",
            )
        ]

    def __str__(self) -> str:
        return "Komitmen bersama"

    @property
    def listed(self) -> list[str]:
        """The points, each on its own."""
        return [line.strip() for line in self.points.splitlines() if line.strip()]


class CommitmentSignature(Recorded, Late):
    """Somebody present signed the sheet: with a finger (`strokes`, as the attendance list keeps them), or on paper."""

    sheet = models.ForeignKey(JointCommitment, on_delete=models.PROTECT, related_name="signatures")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="commitment_signatures"
    )
    on_paper = models.BooleanField(default=False)
    strokes = models.JSONField(default=list, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "participant"], name="one_signature_each")
        ]
