"""What is said, decided and promised in a session."""

from django.db import models

from mufakat.commitments.models import Commitment
from mufakat.journal.models import Recorded

from .groups import Group
from .late import Late
from .plan import AgendaItem, Meeting
from .problems import Problem


class Note(Recorded, Late):
    """A short entry of the minutes under an agenda item."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notes")
    agenda_item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="notes")
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="notes"
    )
    text = models.TextField(max_length=4000)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text


class Decision(Recorded, Late):
    """What the session decided, in one sentence."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    agenda_item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text


class Resolution(Recorded, Late):
    """This promise was made in this session, under this agenda item; perhaps out of a problem or a decision."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="resolutions")
    agenda_item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, related_name="resolutions"
    )
    commitment = models.OneToOneField(
        Commitment, on_delete=models.PROTECT, related_name="resolution"
    )
    problem = models.ForeignKey(
        Problem, on_delete=models.PROTECT, null=True, blank=True, related_name="resolutions"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="resolutions"
    )
