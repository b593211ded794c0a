"""The accountability file of a session as it was issued, once for each edition."""

from django.db import models

from mufakat.journal.models import Recorded

from .plan import Meeting


def _by_digest(row: "IssuedFile", _name: str) -> str:
    """The name is the digest of the PDF: the same bytes, the same place."""
    return f"terbit/{row.sha256[:2]}/{row.sha256}.zip"


class IssuedFile(Recorded):
    """An edition of the file that left the house: its bytes never change, and a further edition stands beside it.

    `sha256`, `size` and `pages` are those of the PDF; the archive holds it (`PDF_NAME`, not compressed) with every part
    as a file of its own, and its own digest is `archive_sha256`. `content` is the digest of what it says, before key
    and edition; `told` what the public page says of it: no name of a person.
    """

    PDF_NAME = "berkas-spj.pdf"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="issued_files")
    edition = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20, unique=True)
    paper = models.CharField(max_length=2)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    content = models.CharField(max_length=64)
    archive = models.FileField(upload_to=_by_digest, max_length=100)
    archive_sha256 = models.CharField(max_length=64)
    archive_size = models.PositiveIntegerField()
    told = models.JSONField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["edition"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "edition"], name="one_file_per_edition")
        ]

    def __str__(self) -> str:
        return f"Berkas SPJ edisi {self.edition}"

    def get_absolute_url(self) -> str:
        return f"/periksa/{self.key}/"
