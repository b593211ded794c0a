"""Personal links: how people without an account take part."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from mufakat.journal.models import Recorded

from .forums import Forum
from .organisations import Organisation
from .people import Person


class LinkKind(models.TextChoices):
    """What a link opens; each kind has its own address in the room that shows the thing."""

    INVITATION = "invitation"  # thing: a participant of a session; meetings
    PROMISES = "promises"  # thing: a membership of a forum, so what that member promised there; commitments
    COMMITMENT = "commitment"  # thing: one promise; commitments
    DOOR = "door"  # thing: a session, for its attendance without accounts; meetings
    RATING = "rating"  # thing: a rater of a priority round; meetings
    REPORT = "report"  # thing: a group of a session, for its rapporteur; meetings
    CALENDAR = "calendar"  # thing: a user or a forum, for a calendar feed; exchange


STANDING = (LinkKind.PROMISES, LinkKind.COMMITMENT)  # held for long, by whoever is in office


class Link(Recorded):
    """One thing, for one person or body, until an instant. Whoever holds it acts in the name `name`.

    The secret is not kept: it is a signature over kind and id (`directory/links.py`), so that the office can show
    the address again, and a copy of the database opens nothing.
    """

    kind = models.CharField(max_length=12, choices=LinkKind.choices)
    thing_id = models.CharField(max_length=36)
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="links")
    name = models.CharField(max_length=160)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="links"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="links"
    )
    valid_until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "thing_id"], name="link_thing")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="")
                | Q(ended_at__isnull=False, ended_by__gt=""),
                name="link_ended_at_and_by",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def last_moment(self) -> datetime:
        """At which it still opens: its day is what people are told, for it ends at a midnight."""
        return self.valid_until - timedelta(seconds=1)

    def is_open_at(self, moment: datetime) -> bool:
        return self.ended_at is None and moment < self.valid_until
