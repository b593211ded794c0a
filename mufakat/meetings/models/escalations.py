"""What a forum could not solve goes up to the forum above, and its answer comes back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mufakat.commitments.models import Commitment
from mufakat.directory.models import Forum
from mufakat.journal.models import Recorded

from .plan import Meeting


class EscalationState(models.TextChoices):
    WAITING = "waiting", _("waits for an answer")
    ANSWERED = "answered", _("answered")
    RETURNED = "returned", _("came back")


class Hearing(models.TextChoices):
    """What a session of the forum above says. `deferred` leaves it on the table of the next one."""

    HELPS = "helps", _("helps")
    TAKES_OVER = "takes_over", _("takes it over")
    ADVISES = "advises", _("gives it back with advice")
    FORWARDED = "forwarded", _("raises it further")
    DEFERRED = "deferred", _("deferred")
    CLOSED = "closed", _("closed: the promise is settled")
    DISSOLVED = "dissolved", _("came back: the forum above meets no more")
    HANDED = "handed", _("went on to the forum that follows it")


class Escalation(Recorded):
    """A promise of one forum lies before the forum above, with its file: what was promised, reported and decided until
    then, frozen. It comes to the table of that forum's sessions by itself, as carried promises do, until one answers.

    `previous`: the forum above raised it further. `sessions`: how many sessions had not solved it.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="escalations")
    from_forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="raised")
    to_forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="from_below")
    raised_in = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="raised"
    )
    previous = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="further"
    )
    what = models.CharField(max_length=500)
    owner = models.CharField(max_length=400)
    reason = models.CharField(max_length=1000)
    sessions = models.PositiveSmallIntegerField()
    file = models.JSONField()
    digest = models.CharField(max_length=64)
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=200)
    state = models.CharField(
        max_length=8, choices=EscalationState.choices, default=EscalationState.WAITING
    )
    decision = models.CharField(max_length=10, choices=Hearing.choices, blank=True)
    answer = models.CharField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["raised_at", "id"]
        indexes = [
            models.Index(fields=["to_forum", "state", "raised_at"], name="escalation_to"),
            models.Index(fields=["from_forum", "state", "answered_at"], name="escalation_from"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment"], condition=Q(state="waiting"), name="one_escalation_waits"
            ),
            models.CheckConstraint(
                condition=~Q(from_forum=models.F("to_forum")), name="escalation_goes_elsewhere"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at__isnull=True, decision="")
                | Q(answered_at__isnull=False, decision__gt="") & ~Q(state="waiting"),
                name="escalation_answered_at",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return f"/eskalasi/{self.pk}/"


class EscalationHearing(Recorded):
    """What one session of the forum above said about it; one for each session."""

    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="hearings")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="heard")
    decision = models.CharField(max_length=10, choices=Hearing.choices)
    text = models.CharField(max_length=2000)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["escalation", "meeting"], name="one_hearing_a_session")
        ]


class Patience(Recorded):
    """After how many unsolved sessions this forum is asked whether to go to the forum above."""

    forum = models.OneToOneField(Forum, on_delete=models.PROTECT, related_name="patience")
    sessions = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sessions__range=(1, 12)), name="patience_range")
        ]
