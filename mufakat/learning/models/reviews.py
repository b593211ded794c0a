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
    `context` are words that tell the situation (remote, islands, few staff …)."""

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
    decision = models.CharField(max_length=6, choices=Decision.choices, blank=True)
    decided = models.TextField(max_length=4000, blank=True)
    is_closed = models.BooleanField(default=False)  # then it stands in the library

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_closed=False) | (Q(decision__gt="") & Q(decided__gt="")),
                name="review_closed_decided",
            )
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return f"/pembelajaran/{self.pk}/"


class Factor(Recorded):
    """What helped or hindered, in which domain of the instrument."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="factors")
    helped = models.BooleanField()
    domain = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=1000)

    class Meta:
        ordering = ["-helped", "id"]

    def __str__(self) -> str:
        return self.text


class PriorityAction(Recorded):
    """What is to be done next, as a promise that is followed like every other."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="actions")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="reviews")

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
    """A later look: was it done, did it work, and by which figures (before and after, numerator and denominator)."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="looks")
    on = models.DateField()
    was_done = models.CharField(max_length=6, choices=Yes.choices)
    did_work = models.CharField(max_length=6, choices=Yes.choices)
    text = models.TextField(max_length=4000)
    figures = models.JSONField(null=True, blank=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["on", "id"]


class RoleKind(models.TextChoices):
    """Who promises something to a district for a programme (seed 3: the three roles, and the other sectors)."""

    DINKES = "dinkes", _("role of the health office")
    PARTNER = "mitra", _("role of the partner")
    COE = "coe", _("role of the centre of excellence")
    SECTORS = "lintas_sektor", _("role of other sectors")


class DistrictRole(Recorded):
    """A promise is the role that somebody takes in a district for a programme."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="roles")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="programme_roles")
    region_path = PathField(max_length=14)
    kind = models.CharField(max_length=13, choices=RoleKind.choices)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="roles")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "region", "kind", "commitment"], name="one_district_role"
            )
        ]
        indexes = [models.Index(fields=["programme", "region_path"], name="district_role_region")]


class Study(Recorded):
    """What a staggered roll-out did to a measure, as it was estimated once: the question, the data as they were
    (digest) and the answer, or why the data cannot carry one."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="studies")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="studies")
    region_path = PathField(max_length=14)
    measure = models.CharField(max_length=60)
    through_month = models.CharField(max_length=7)
    asked = models.JSONField()
    result = models.JSONField()
    data_digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-at"]

    def get_absolute_url(self) -> str:
        return f"/pembelajaran/dampak/{self.pk}/"
