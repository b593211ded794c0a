"""The letter of invitation to a session: drafted, then issued and frozen."""

from django.db import models
from django.db.models import Q

from mufakat.directory.models import Organisation
from mufakat.journal.models import Recorded

from .plan import Meeting


class Letter(Recorded):
    """One edition of the letter of invitation. While it is a draft its fields are what is printed; once it is issued,
    `snapshot` is, for ever. A correction is a further edition, with its reason.

    Parts of a letter of an office (tata naskah dinas): nomor, sifat, lampiran, hal, tujuan, isi, penanda tangan with
    rank and NIP, tembusan (domain facts S13).
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="letters")
    edition = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="letters"
    )  # whose letterhead it carries
    number = models.CharField(max_length=80, blank=True)
    nature = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=200)
    addressees = models.CharField(max_length=600)
    written_at = models.CharField(max_length=80, blank=True)
    written_on = models.DateField()
    opening = models.TextField(max_length=2000)
    closing = models.TextField(max_length=2000)
    on_behalf = models.CharField(max_length=160, blank=True)
    signer_title = models.CharField(max_length=160)
    signer_name = models.CharField(max_length=160)
    signer_rank = models.CharField(max_length=80, blank=True)
    signer_nip = models.CharField(max_length=30, blank=True)
    copies = models.TextField(max_length=1500, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.CharField(max_length=200, blank=True)
    snapshot = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["edition"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "edition"], name="one_letter_per_edition"),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True, issued_by="", digest="")
                | Q(issued_at__isnull=False, issued_by__gt="", digest__gt=""),
                name="letter_issued_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.subject

    @property
    def is_issued(self) -> bool:
        return self.issued_at is not None
