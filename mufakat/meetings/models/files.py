"""What is put into the accountability file of a session, and the terms of reference written for it."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from mufakat.commitments.models import ProofKind
from mufakat.journal.models import Recorded

from .plan import Meeting


def _anywhere(row: "SessionFile", name: str) -> str:
    """A name of ours: what the sender called the file decides nothing on the disk."""
    drawn = uuid4().hex
    return f"berkas/{drawn[:2]}/{drawn}.{'jpg' if row.kind == ProofKind.PHOTO else 'pdf'}"


class SessionFile(Recorded):
    """A photo or a paper of a session. Its row may be there before its bytes: they arrive later, and must have this
    `sha256`. Withdrawn, its bytes are gone and this row stays, with the reason.

    `sha256` and `size` are those of the file as it was sent; a photo is kept as our own JPEG of it, a paper written
    anew: `kept_sha256` and `kept_size` are those of what is kept.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="files")
    part = models.CharField(max_length=30)  # a code of reference/papers.toml
    caption = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    kind = models.CharField(max_length=5, choices=ProofKind.choices, blank=True)
    file = models.FileField(upload_to=_anywhere, max_length=100, blank=True)
    thumb = models.FileField(upload_to=_anywhere, max_length=100, blank=True)
    kept_sha256 = models.CharField(max_length=64, blank=True)
    kept_size = models.PositiveIntegerField(null=True, blank=True)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    width = models.PositiveSmallIntegerField(null=True, blank=True)
    height = models.PositiveSmallIntegerField(null=True, blank=True)
    taken_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by_id = models.CharField(max_length=36)
    by_name = models.CharField(max_length=200)
    arrived_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["part", "at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="", withdrawn_reason="")
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__gt="", withdrawn_reason__gt="")
                    & Q(file="", thumb="")
                ),
                name="session_file_withdrawn_whole",
            ),
            models.CheckConstraint(
                condition=Q(file="", arrived_at__isnull=True)
                | Q(file__gt="", arrived_at__isnull=False, kept_sha256__gt="")
                | Q(file="", withdrawn_at__isnull=False),
                name="session_file_arrived_whole",
            ),
            models.UniqueConstraint(
                fields=["meeting", "part", "sha256"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_file_of_a_part",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.name

    @property
    def is_waiting(self) -> bool:
        """Its bytes have not arrived yet."""
        return self.arrived_at is None and self.withdrawn_at is None


class Terms(Recorded):
    """The terms of reference of a session (kerangka acuan kegiatan, KAK), short: why, for what, who, and what it
    costs, as text and in whole rupiah."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="terms")
    background = models.TextField(max_length=4000)
    aims = models.TextField(max_length=4000)
    target = models.TextField(max_length=2000)
    costs = models.TextField(max_length=4000, blank=True)
    total_idr = models.PositiveBigIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return "Kerangka acuan kegiatan"
