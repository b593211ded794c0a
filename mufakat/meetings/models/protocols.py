"""An office's own copy of a kind of meeting."""

from django.db import models

from mufakat.directory.models import Organisation
from mufakat.journal.models import Recorded


class Protocol(Recorded):
    """One version of an office's own run sheet of a kind. It is never changed: what is saved is the next version.

    `steps` [{key, phase, role, title, hint, minutes}], `papers` [title], `invitees` [{sector, office}]. A version
    with `is_reference` holds nothing: from it on the office follows the reference again.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="protocols"
    )
    kind = models.CharField(max_length=12)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    steps = models.JSONField(default=list)
    papers = models.JSONField(default=list)
    invitees = models.JSONField(default=list)
    based_on = models.CharField(max_length=20)  # the version of the reference
    is_reference = models.BooleanField(default=False)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["kind", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "number"], name="one_protocol_version"
            )
        ]

    def __str__(self) -> str:
        return self.title
