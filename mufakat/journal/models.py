"""The beam of the house: every write is an Act, everything it did is an Event.

One pair of tables is the audit trail, the history printed on pages, the queue of the worker and the
feed for devices. Rows carry plain ids and text, no foreign keys, so that history outlives what it tells of.
"""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from mufakat.core.ids import new_id


class Recorded(models.Model):
    """A thing whose every change stands in the journal. `version` counts the changes a person can see."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Act(models.Model):
    """One intention of one writer, done once: the key is the id that the form carried.

    `made_at` is what the writer's clock claimed, `received_at` what the server's said. `number` counts the
    acts without a gap in the order of their commits; `digest` chains them (see `seals`). `asked` is what the
    form or the call said, as a digest (see `intents`); `event_digests` says which event was altered, where
    `digest` only says that one was.
    """

    id = models.UUIDField(primary_key=True)
    number = models.PositiveBigIntegerField(null=True, unique=True)
    by_id = models.CharField(max_length=36, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    via = models.CharField(max_length=12)
    made_at = models.DateTimeField()
    received_at = models.DateTimeField(db_index=True)
    answer = models.CharField(max_length=300, blank=True)
    asked = models.CharField(max_length=64, blank=True)
    event_digests = models.JSONField(null=True, blank=True)  # nothing: from before there were any
    digest = models.CharField(max_length=64, blank=True)


class Event(models.Model):
    """One thing that an act did. `seq` has no gaps and follows the order of commits.

    `about` are the things, as [kind, id], on whose pages it is told: `EventAbout` is its index.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    act_id = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    by_id = models.CharField(max_length=36, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.CharField(max_length=36)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    about = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id", "seq"], name="event_subject")]


class EventAbout(models.Model):
    """On which pages an event is told, beside its subject's: a promise's events also on the meeting's page."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="abouts")
    kind = models.CharField(max_length=30)
    thing_id = models.CharField(max_length=36)

    class Meta:
        indexes = [models.Index(fields=["kind", "thing_id", "event"], name="event_about")]


class Head(models.Model):
    """How far the journal has come, one row: what the next act continues, and what the end is measured by.

    `sealed_…` are the day, the last act and the digest of the last seal: what the next seal continues.
    """

    number = models.PositiveBigIntegerField(default=0)
    seq = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)
    sealed_through = models.DateField(null=True, blank=True)
    sealed_number = models.PositiveBigIntegerField(default=0)
    sealed_digest = models.CharField(max_length=64, blank=True)


class Seal(models.Model):
    """What a day's acts add up to, hashed onto the seal of the day before."""

    day = models.DateField(primary_key=True)
    last_number = models.PositiveBigIntegerField()
    acts = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()


class Cursor(models.Model):
    """How far a reader of the journal has come."""

    name = models.CharField(max_length=40, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)


class Failure(models.Model):
    """A reaction that did not succeed: tried again with growing pauses, in the end left to a person."""

    event_seq = models.PositiveBigIntegerField()
    reaction = models.CharField(max_length=120)
    attempts = models.PositiveSmallIntegerField(default=1)
    error = models.TextField()
    retry_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event_seq", "reaction"], name="one_failure_each"),
            models.CheckConstraint(condition=Q(attempts__gte=1), name="failure_was_tried"),
        ]

    @property
    def is_dead(self) -> bool:
        return self.retry_at is None
