"""Devices that write without network, and what they sent that could not be written down by itself.

An outbox belongs to one device and one user: it is never sent under another name.
"""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mufakat.core.ids import new_id
from mufakat.directory.models import User
from mufakat.journal.models import Recorded
from mufakat.meetings.models import Meeting


class Device(models.Model):
    """A browser of a user, as it told of itself when it was last heard from.

    `key` is the id that the browser made; `skew` says by how many seconds its clock was behind the server's, `waiting`
    how many entries it had not sent, `is_persistent` whether its browser promised to keep them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.UUIDField()
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(max_length=80, blank=True)
    session_key = models.CharField(max_length=40, blank=True)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    skew = models.BigIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    is_persistent = models.BooleanField(null=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "user"], name="one_outbox_each"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by="") | Q(ended_at__isnull=False),
                name="device_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Outcome(models.TextChoices):
    """Why an entry waits for a person."""

    CONFLICT = "conflict", _("two texts")
    REFUSED = "refused", _("refused by a rule")
    PARKED = "parked", _("right lost or too late")


class Entry(Recorded):
    """What a device sent and could not be written down by itself, kept as it came until somebody decides.

    `path` and `fields` are the form; `shown` is what was typed, as a person reads it: [label, value]. `both` are the
    fields with two texts, each `{field_name, label, theirs, yours, who, when}`, and `seen` the version of the thing
    that they tell of. `again_id` is the act by which it is written down after all: when there is such an act, it is
    settled. `brought_by`: who brought it in a file that does not prove its writer; its `again_id` is the act's own id,
    for the writer may still send it himself.
    """

    act_id = models.UUIDField(db_index=True)
    again_id = models.UUIDField(unique=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="kept_entries")
    device = models.ForeignKey(Device, on_delete=models.SET_NULL, null=True, related_name="entries")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, related_name="kept_entries"
    )
    brought_by = models.CharField(max_length=200, blank=True)
    path = models.CharField(max_length=300)
    fields = models.JSONField(default=list)
    shown = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=Outcome)
    said = models.TextField()
    both = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    seen = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    skew = models.BigIntegerField(default=0)
    left_at = models.DateTimeField(null=True, blank=True)
    left_by = models.CharField(max_length=200, blank=True)
    left_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left_at=None, left_by="")
                | (Q(left_at__isnull=False) & ~Q(left_by="") & ~Q(left_why="")),
                name="entry_left_by_somebody",
            )
        ]

    journal_kind = "entry"

    def get_absolute_url(self) -> str:
        return f"/luring/perlu-diputuskan/{self.pk}/"
