"""What goes out of the house to people: one short text each, sent once, by whichever way there is."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mufakat.directory.models import Forum, Membership, Organisation, Person
from mufakat.journal.models import Recorded


class Channel(models.TextChoices):
    EMAIL = "email", _("e-mail")
    WEBHOOK = "webhook", _("WhatsApp gateway")
    PASTE = "paste", _("passed on by hand")


class Kind(models.TextChoices):
    DIGEST = "digest", _("news of the day")  # one per person and day; who says so gets none
    LETTER = "letter", _("letter")  # what somebody sends on purpose: an invitation


class Message(Recorded):
    """A text for one person, body or address; `key` says which, so that it is never sent twice.

    `due_at` is when it is tried next: nothing once it is sent, or when only a person can pass it on (no way there, or
    given up after `attempts`). Telephone and e-mail are the person's own at the moment of sending, unless given here.
    These rows are the book of the post office, kept by the worker: they are forgotten after a season.
    """

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="messages"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="messages"
    )
    name = models.CharField(max_length=160)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    opening = models.CharField(max_length=1000, blank=True)
    closing = models.CharField(max_length=1000, blank=True)
    timezone = models.CharField(max_length=20)
    made_at = models.DateTimeField(db_index=True)
    due_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [
            models.Index(fields=["due_at"], name="message_due", condition=Q(due_at__isnull=False))
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(due_at__isnull=True, channel__gt=""),
                name="message_sent_once",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Part(models.Model):
    """What a message says about one forum, or about what one body owes or looks after: whoever keeps that forum or
    body reads this part and no other, and may pass it on by hand (`told_at`, `told_by`); what was passed on is not
    sent again.

    `seat`: whose personal link goes with it, if one is open when it is read or sent. A text that has become empty
    says that there is nothing left to say.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="parts")
    forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="message_parts"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="message_parts"
    )
    position = models.PositiveSmallIntegerField(default=0)
    seat = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.TextField(max_length=6000, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["message", "forum"], name="one_part_per_forum"),
            models.UniqueConstraint(fields=["message", "organisation"], name="one_part_per_body"),
            models.CheckConstraint(
                condition=Q(forum__isnull=False, organisation__isnull=True)
                | Q(forum__isnull=True, organisation__isnull=False),
                name="part_about_one",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True, told_by="")
                | Q(told_at__isnull=False, told_by__gt=""),
                name="part_told_at_and_by",
            ),
        ]

    @property
    def about(self) -> Forum | Organisation:
        """The forum or body of which it tells."""
        found: Any = self.forum or self.organisation
        return found  # type: ignore[no-any-return]


class Silence(Recorded):
    """Somebody asked not to get the news of the day any more, or asked for it again (`is_kept` false)."""

    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="silence"
    )
    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="silence"
    )
    is_kept = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="silence_of_one",
            )
        ]


class Round(models.Model):
    """The news of this day were prepared for the forums of this zone: bookkeeping of the hourly job."""

    zone = models.CharField(max_length=20)
    day = models.DateField()
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "day"], name="one_round_a_day")]
