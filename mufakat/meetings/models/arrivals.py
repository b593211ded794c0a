"""How somebody came to a session: when, when he left, in whose stead, and the entries by which it is known."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mufakat.journal.models import Recorded

from .plan import Meeting

# Hours stand beside `present`, which alone says whether somebody was there: the tick list knows no hour.
HOURS_OF_THE_PRESENT = Q(present=True) | Q(arrived_at=None, left_at=None)
LEAVES_AFTER_ARRIVAL = Q(left_at=None) | Q(arrived_at=None) | Q(left_at__gte=F("arrived_at"))


class Arrived(models.Model):
    """When a participant came and left; `represented` is the invited one in whose stead he came.

    `organisation_name` is a body that is not in the directory, as it was typed. Of a session of several days `days`
    says on which of them he was there (`rules.days_kept`); the two hours are then those of the first.
    """

    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    days = models.JSONField(default=dict, blank=True)
    organisation_name = models.CharField(max_length=160, blank=True)
    represented = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="representatives"
    )

    class Meta:
        abstract = True


class CheckInSource(models.TextChoices):
    QR = "qr", _("QR code at the door")
    REGISTRAR = "registrar", _("registrar")


class CheckInState(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    WAITING = "waiting", _("waits for the registrar")
    MERGED = "merged", _("the same person")
    REFUSED = "refused", _("refused")


class CheckIn(Recorded):
    """One entry "I am here", from whichever source. It is never lost: what is doubtful waits for the registrar, with
    the reasons in `marks` (codes of `rules.MARKS`).

    `participant` is who it turned out to be, or who was chosen from the list; `represented` in whose stead he says he
    comes. `signature` are strokes of whole numbers (`rules.strokes_of`), nothing if he signs on paper.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="checkins")
    participant = models.ForeignKey(
        "meetings.Participant", on_delete=models.PROTECT, null=True, related_name="checkins"
    )
    represented = models.ForeignKey(
        "meetings.Participant", on_delete=models.PROTECT, null=True, related_name="+"
    )
    source = models.CharField(max_length=10, choices=CheckInSource.choices)
    state = models.CharField(max_length=8, choices=CheckInState.choices)
    name = models.CharField(max_length=160)
    title = models.CharField(max_length=120, blank=True)
    organisation_name = models.CharField(max_length=160, blank=True)
    sector = models.CharField(max_length=30, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()
    marks = models.JSONField(default=list)
    signature = models.JSONField(default=list)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["meeting", "state"], name="checkin_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "refused")) | Q(participant__isnull=False),
                name="checkin_of_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.name
