"""Sessions of collaborating, learning and adapting (CLA), and what came of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mufakat.commitments.models import Commitment
from mufakat.core.fields import PathField
from mufakat.directory.models import Organisation, Region
from mufakat.indicators.models import Instrument, Snapshot
from mufakat.journal.models import Recorded
from mufakat.meetings.models import Meeting
from mufakat.programmes.models import Programme


class Decision(models.TextChoices):
    KEEP = "keep", _("keep")
    STOP = "stop", _("stop")
    CHANGE = "change", _("change")


class Review(Recorded):
    """A CLA session: the question, the evidence (a frozen snapshot), what was decided: keep, stop or change.
    `context` are words that tell the situation (remote, islands, few staff …), `components` those of CLA that it is
    about, both by their codes in `reference/cla.toml`. `words` are the stems of all its texts, by which the library
    finds it."""

    journal_kind = "review"

    question = models.CharField(max_length=500)
    situation = models.TextField(max_length=4000, blank=True)
    on = models.DateField()
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="reviews")
    region_path = PathField(max_length=14, db_index=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    measure = models.CharField(max_length=60, blank=True)  # what it is to move
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    context = models.JSONField(default=list, blank=True)
    components = models.JSONField(default=list, blank=True)
    decision = models.CharField(max_length=6, choices=Decision.choices, blank=True)
    decided = models.TextField(max_length=4000, blank=True)
    reason = models.TextField(max_length=4000, blank=True)
    look_on = models.DateField(
        null=True, blank=True
    )  # by when somebody is to look whether it worked
    is_closed = models.BooleanField(default=False)  # then it stands in the library
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_closed=False, closed_at__isnull=True)
                | Q(is_closed=True, closed_at__isnull=False)
                & Q(decision__gt="", decided__gt="", reason__gt="", look_on__isnull=False),
                name="review_closed_decided",
            )
        ]
        indexes = [models.Index(fields=["is_closed", "on"], name="review_library")]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return f"/pembelajaran/{self.pk}/"


class Factor(Recorded):
    """What helped or hindered, in which domain of the instrument (by its code), perhaps in which situation."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="factors")
    helped = models.BooleanField()
    domain = models.CharField(max_length=60, blank=True)
    context = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=1000)

    class Meta:
        ordering = ["-helped", "id"]

    def __str__(self) -> str:
        return self.text


class PriorityAction(Recorded):
    """What is to be done next, as a promise that is followed like every other. When the session that wrote the promise
    down by mistake takes it back, this goes with it."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="actions")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="reviews")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "commitment"], name="one_priority_action")
        ]


class Learner(Recorded):
    """Who should learn it, and that he read it."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="learners")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="to_learn"
    )
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "organisation"], name="one_learner")
        ]


class Yes(models.TextChoices):
    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")
    TOO_EARLY = "early", _("too early to tell")


class LaterLook(Recorded):
    """A later look: was it done, did it work, and by which figures: {measure, title, before: {month, n, d, sites},
    after: the same}, counted once and kept. `next_on`: it was too early, look again by that day."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="looks")
    on = models.DateField()
    was_done = models.CharField(max_length=6, choices=Yes.choices)
    did_work = models.CharField(max_length=6, choices=Yes.choices)
    text = models.TextField(max_length=4000)
    figures = models.JSONField(null=True, blank=True)
    next_on = models.DateField(null=True, blank=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["on", "id"]
