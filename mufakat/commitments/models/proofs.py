"""Photos and papers that show that a promise was kept."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mufakat.journal.models import Recorded

from .promise import Commitment, Update


class ProofKind(models.TextChoices):
    PHOTO = "photo", _("photo")
    PAPER = "paper", _("document")


def _anywhere(evidence: "Evidence", name: str) -> str:
    """A name of ours: what the sender called the file decides nothing on the disk."""
    drawn = uuid4().hex
    return f"bukti/{drawn[:2]}/{drawn}.{'jpg' if evidence.kind == ProofKind.PHOTO else 'pdf'}"


class Evidence(Recorded):
    """A file that came with a report. Withdrawn, its bytes are gone and this row stays, with the reason.

    A photo is our own JPEG of what was sent, `thumb` the same small; place and hour only as far as the sender wants
    them known (degrees, WGS 84). `sha256` is that of the file as kept.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="evidence")
    update = models.ForeignKey(Update, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=5, choices=ProofKind.choices)
    file = models.FileField(upload_to=_anywhere, max_length=100, blank=True)
    thumb = models.FileField(upload_to=_anywhere, max_length=100, blank=True)
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField(null=True, blank=True)
    height = models.PositiveSmallIntegerField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    at = models.DateTimeField()
    by_id = models.CharField(max_length=36)
    by_name = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["commitment", "at"], name="evidence_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="", withdrawn_reason="")
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__gt="", withdrawn_reason__gt="")
                    & Q(file="", thumb="")
                ),
                name="evidence_withdrawn_whole",
            )
        ]

    def __str__(self) -> str:
        return self.name
