"""The ratified minutes, frozen, and their being opened again."""

from django.db import models

from .plan import Meeting


class Minutes(models.Model):
    """The minutes as they were ratified, frozen: what a later change can never touch."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    edition = models.PositiveSmallIntegerField()
    ratified_at = models.DateTimeField()
    ratified_by = models.CharField(max_length=200)
    snapshot = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["edition"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "edition"], name="one_minutes_per_edition")
        ]


class Reopening(models.Model):
    """Ratified minutes were opened again, by whom and why. `addendum` is what had been added to that edition: from
    then on it is part of the text, and the paper of the edition still prints it apart."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reopenings")
    edition = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=2000)
    addendum = models.JSONField(default=list)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["at"]
