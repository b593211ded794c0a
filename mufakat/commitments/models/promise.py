"""The promise, what is reported about it, and what sessions decided."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mufakat.core.fields import PathField
from mufakat.directory.models import Forum, Organisation, Person, Region
from mufakat.journal.models import Recorded


class State(models.TextChoices):
    OPEN = "open", _("running")
    KEPT = "kept", _("kept")
    PARTLY = "partly", _("partly kept")
    DROPPED = "dropped", _("dropped")


class Answer(models.TextChoices):
    """What a session says became of a promise. `continued` and `changed` leave it open."""

    KEPT = "kept", _("kept")
    PARTLY = "partly", _("partly kept")
    CONTINUED = "continued", _("continued")
    CHANGED = "changed", _("changed")
    DROPPED = "dropped", _("dropped")


class Priority(models.TextChoices):
    """A promise of high priority is closed as kept only after a second person has looked."""

    NORMAL = "normal", _("normal")
    HIGH = "high", _("high")


class Commitment(Recorded):
    """What somebody promised in a session (in the field: RTL). Rupiah are whole numbers.

    `source_*` says where it was made, by kind, id and printed label, for rooms above this one. `forum` is the one on
    whose table it lies; another one that made it and has ended since is its `origin`, and `taken_on` the day on which
    this one took it over.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="commitments")
    origin = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="handed_over"
    )
    taken_on = models.DateField(null=True, blank=True)
    what = models.CharField(max_length=500)
    owner_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    owner_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    sector = models.CharField(max_length=30)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="commitments")
    region_path = PathField(max_length=14)
    due_on = models.DateField()
    amount_idr = models.PositiveBigIntegerField(null=True, blank=True)
    funding_source = models.CharField(max_length=30, blank=True)
    proof_asked = models.CharField(max_length=300, blank=True)
    priority = models.CharField(
        max_length=6, choices=Priority.choices, default=Priority.NORMAL, db_default=Priority.NORMAL
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    made_on = models.DateField()
    source_kind = models.CharField(max_length=30)
    source_id = models.CharField(max_length=36)
    source_label = models.CharField(max_length=200)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["forum", "state", "due_on", "id"], name="commitment_of_forum"),
            models.Index(fields=["region_path", "state", "due_on"], name="commitment_region"),
            models.Index(fields=["owner_organisation", "state"], name="commitment_owner"),
            models.Index(fields=["state", "due_on", "id"], name="commitment_due_order"),
            # With what the ages of open promises are counted by, and their verdicts found.
            models.Index(
                fields=["state", "region_path", "due_on", "sector", "forum", "id"],
                name="commitment_open_there",
            ),
            models.Index(fields=["source_id"], name="commitment_source"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner_organisation__isnull=False) | Q(owner_person__isnull=False),
                name="commitment_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("made_on")), name="commitment_due_later"
            ),
            models.CheckConstraint(
                condition=Q(origin__isnull=True, taken_on__isnull=True)
                | Q(origin__isnull=False, taken_on__isnull=False),
                name="commitment_taken_over",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return f"/komitmen/{self.pk}/"

    @property
    def owner(self) -> str:
        """Who answers for it, as it is printed."""
        return " · ".join(str(x) for x in (self.owner_organisation, self.owner_person) if x)

    def days_late(self, on: date) -> int:
        """Days past due on a day; 0 when it is not late or no longer open."""
        return max(0, (on - self.due_on).days) if self.state == State.OPEN else 0


class Update(Recorded):
    """What the owner reports between two sessions."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="updates")
    text = models.CharField(max_length=1000)
    progress = models.PositiveSmallIntegerField(null=True, blank=True)
    says_done = models.BooleanField(default=False)
    at = models.DateTimeField()
    by_id = models.CharField(max_length=36)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["commitment", "at"], name="update_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(progress__isnull=True) | Q(progress__lte=100), name="update_percent"
            )
        ]


class Verdict(Recorded):
    """What one session decided about one promise. Sector and region are those of that day, for ever.

    Verdicts follow each other as their sessions began (`session_at`): of two on one day the later session has the
    last word, whichever was written down first.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="verdicts")
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="verdicts")
    session_id = models.CharField(max_length=36)
    session_label = models.CharField(max_length=200)
    session_on = models.DateField()
    session_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Answer.choices)
    reason = models.CharField(max_length=1000, blank=True)
    due_before = models.DateField()
    due_after = models.DateField()
    what_before = models.CharField(max_length=500)
    what_after = models.CharField(max_length=500)
    sector = models.CharField(max_length=30)
    region_path = PathField(max_length=14)
    proof_seen = models.BooleanField(default=False, db_default=False)  # shown in the session
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["session_at", "given_at"]
        indexes = [
            models.Index(fields=["session_id"], name="verdict_session"),
            models.Index(fields=["forum", "session_on"], name="verdict_forum"),
            models.Index(fields=["region_path", "session_on"], name="verdict_region"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "session_id"], name="one_verdict_per_session"
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=("dropped", "changed")) | ~Q(reason=""),
                name="verdict_reason",
            ),
        ]
