"""Who owes which assessment, the answers, and what was sent back."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mufakat.core.fields import PathField
from mufakat.directory.models import Organisation, Region
from mufakat.journal.models import Recorded
from mufakat.programmes.models import CoeUnit, Programme

from .instruments import Instrument, InstrumentVersion


class Call(Recorded):
    """A call to assess: an instrument, a place, and the month that the answers are of. From `opens_on` it can be
    answered, on `due_on` it is due, after `closes_on` it is closed. Withdrawn, nobody owes anything for it any more."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="calls")
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="calls"
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="calls")
    region_path = PathField(max_length=14, db_index=True)
    title = models.CharField(max_length=200)
    month = models.CharField(max_length=7)  # "2024-07"
    opens_on = models.DateField()
    due_on = models.DateField()
    closes_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-month", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_reason__gt=""),
                name="call_withdrawn_reason",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on"), closes_on__gte=F("due_on")),
                name="call_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/penilaian/panggilan/{self.pk}/"


class State(models.TextChoices):
    DRAFT = "draft", _("being filled in")
    SUBMITTED = "submitted", _("sent, not verified yet")
    VERIFIED = "verified", _("verified, not accepted yet")
    RETURNED = "returned", _("sent back")
    FINAL = "final", _("accepted")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Assessment(Recorded):
    """The answers of one body to one version of an instrument, as of a day.

    `parts` are the bodies that a composite unit had on that day, frozen: [{id, kind, name}]; of a plain instrument the
    body alone. `answers` are {code: {part id: answer}}, an answer as `rules.answers` has it. When it is accepted,
    `result` is what `rules.scoring.score` made of it, with its version, for ever; `met` and `applicable` are its
    indicators, and of these `passed` says whether the threshold is met.
    """

    journal_kind = "assessment"

    of_version = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, related_name="assessments"
    )
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="assessments")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="assessments"
    )
    unit = models.ForeignKey(
        CoeUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="assessments"
    )
    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, null=True, blank=True, related_name="assessments"
    )
    region_path = PathField(max_length=14)  # where the body lay on that day
    on = models.DateField()
    month = models.CharField(max_length=7)
    parts = models.JSONField(default=list)
    answers = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    returned_reason = models.CharField(max_length=1000, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=200, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.CharField(max_length=200, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True, blank=True)
    met = models.PositiveSmallIntegerField(null=True, blank=True)
    applicable = models.PositiveSmallIntegerField(null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)  # nothing: nothing was applicable
    grade = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "organisation", "month"],
                condition=~Q(state="withdrawn"),
                name="one_assessment_a_month",
            ),
            models.CheckConstraint(
                condition=~Q(state="final") | Q(accepted_at__isnull=False, result__isnull=False),
                name="assessment_final_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(returned_reason=""),
                name="assessment_returned_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["instrument", "state", "region_path"], name="assessment_region"),
            models.Index(fields=["organisation", "instrument", "on"], name="assessment_body"),
            models.Index(fields=["call", "state"], name="assessment_call"),
            models.Index(fields=["organisation", "instrument", "month"], name="assessment_month"),
            models.Index(fields=["state", "submitted_at"], name="assessment_waiting"),
            models.Index(fields=["-on", "-id"], name="assessment_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument}: {self.organisation}, {self.month}"

    def get_absolute_url(self) -> str:
        return f"/penilaian/{self.pk}/"

    @property
    def standing_call(self) -> Call | None:
        """The call whose days hold for it: one that was withdrawn holds nobody to its days."""
        return self.call if self.call and self.call.withdrawn_at is None else None


class Obligation(Recorded):
    """A body owes an assessment that was called for; it is met by its assessment for that call."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="obligations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="obligations"
    )
    unit = models.ForeignKey(
        CoeUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="obligations"
    )
    region_path = PathField(max_length=14)
    excused_reason = models.CharField(max_length=500, blank=True)  # it owes nothing, and why

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "organisation"], name="one_obligation")
        ]
        indexes = [
            models.Index(fields=["call", "region_path"], name="obligation_region"),
            models.Index(fields=["organisation"], name="obligation_body"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


def _anywhere(_photo: "AssessmentPhoto", _name: str) -> str:
    """A name of ours: what the sender called the file decides nothing on the disk."""
    drawn = uuid4().hex
    return f"penilaian/{drawn[:2]}/{drawn}.jpg"


class AssessmentPhoto(Recorded):
    """A photo that shows an answer. Withdrawn, its bytes are gone and this row stays, with the reason."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="photos")
    code = models.CharField(max_length=60)  # of the indicator
    part = models.CharField(max_length=36, blank=True)  # id of the body that it shows
    file = models.FileField(upload_to=_anywhere, max_length=100, blank=True)
    thumb = models.FileField(upload_to=_anywhere, max_length=100, blank=True)
    caption = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by_id = models.CharField(max_length=36)
    by_name = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["assessment", "code"], name="assessment_photo_code")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_reason__gt="", file="", thumb=""),
                name="assessment_photo_withdrawn",
            )
        ]
