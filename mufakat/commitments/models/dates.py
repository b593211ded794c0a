"""The owner of a promise asks for a new date; a session answers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mufakat.journal.models import Recorded

from .promise import Commitment, Verdict


class Asked(models.TextChoices):
    """What became of the question. A newer one of the same owner takes the place of one that waits."""

    WAITING = "waiting", _("waiting for the next session")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("not granted")
    REPLACED = "replaced", _("asked anew")


class DateRequest(Recorded):
    """It lies on the table of the next session until a verdict answers it."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="requests")
    wanted_on = models.DateField()
    reason = models.CharField(max_length=1000)
    state = models.CharField(max_length=8, choices=Asked.choices, default=Asked.WAITING)
    verdict = models.ForeignKey(
        Verdict, on_delete=models.PROTECT, null=True, blank=True, related_name="answered"
    )
    at = models.DateTimeField()
    by_id = models.CharField(max_length=36)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["commitment", "at"], name="date_request_at")]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"], condition=Q(state="waiting"), name="one_date_asked_for"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "replaced"), verdict__isnull=True)
                | Q(state__in=("granted", "refused"), verdict__isnull=False),
                name="date_answered_by_verdict",
            ),
        ]
