"""The groups into which a session breaks up, and what they report to the plenary."""

from django.db import models

from mufakat.journal.models import Recorded

from .people import Participant
from .plan import AgendaItem, Meeting


class Group(Recorded):
    """Some of those present discuss one topic; their rapporteur reports to the plenary.

    `report` is what was told there; `presented_at` when. A participant sits in one group of a session.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="groups")
    agenda_item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="groups"
    )
    name = models.CharField(max_length=80)
    topic = models.CharField(max_length=300, blank=True)
    rapporteur = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports_for"
    )
    members = models.ManyToManyField(Participant, blank=True, related_name="groups")
    report = models.TextField(max_length=8000, blank=True)
    presented_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "name"], name="one_group_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/rapat/{self.meeting_id}/kelompok/{self.pk}/"
