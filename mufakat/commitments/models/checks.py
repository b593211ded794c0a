"""A second person has looked whether a promise was kept."""

from django.db import models
from django.db.models import Q

from mufakat.directory.models import Person
from mufakat.journal.models import Recorded

from .promise import Commitment, Update


class Check(Recorded):
    """Somebody who neither made the promise nor reported on it says whether the proof is adequate.

    `person` is who looked, when another wrote it down for him in a session (`session_label`); else the writer did.
    `looker` is that person in either case, if one is known, and `looked_on` the day: the session's, else the act's.
    `update` is the report that was looked at; `what` to `owner` what was promised then, and by which body (without
    one: by which person): another promise nobody has looked at.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="checks")
    update = models.ForeignKey(
        Update, on_delete=models.PROTECT, null=True, blank=True, related_name="checks"
    )
    adequate = models.BooleanField()
    reason = models.CharField(max_length=1000, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="checks"
    )
    session_label = models.CharField(max_length=200, blank=True)
    looker = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    looked_on = models.DateField(null=True, blank=True)
    what = models.CharField(max_length=500, blank=True)
    due_on = models.DateField(null=True, blank=True)
    amount_idr = models.PositiveBigIntegerField(default=0)  # 0: none
    proof_asked = models.CharField(max_length=300, blank=True)
    owner = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()
    by_id = models.CharField(max_length=36)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["commitment", "at"], name="check_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(adequate=True) | ~Q(reason=""), name="check_refused_with_reason"
            )
        ]

    @property
    def who(self) -> str:
        return str(self.person) if self.person else self.by_name
