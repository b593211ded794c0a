"""Who is invited to a session, and who comes."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from mufakat.directory.models import Organisation, Person
from mufakat.journal.models import Recorded

from .answers import Answered
from .arrivals import HOURS_OF_THE_PRESENT, LEAVES_AFTER_ARRIVAL, Arrived
from .late import Late
from .plan import Meeting


class Participant(Recorded, Late, Answered, Arrived):
    """Somebody invited, present, or both: the two are never the same number."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="participants")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="participations"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="participations"
    )
    name = models.CharField(max_length=160)
    title = models.CharField(max_length=120, blank=True)
    sector = models.CharField(max_length=30)
    invited = models.BooleanField(default=False)
    present = models.BooleanField(default=False)
    represents = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["sector", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(person__isnull=False),
                name="one_participation_per_person",
            ),
            models.CheckConstraint(condition=HOURS_OF_THE_PRESENT, name="participant_hours"),
            models.CheckConstraint(condition=LEAVES_AFTER_ARRIVAL, name="participant_leaves"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stands_for(self) -> UUID | None:
        """Whose seat he fills, by the id."""
        return self.represented_id
