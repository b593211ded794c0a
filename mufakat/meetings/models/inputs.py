"""What a session of the forum above made of what a village brought before it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mufakat.directory.models import Forum
from mufakat.journal.models import Recorded

from .plan import Meeting
from .problems import Problem
from .proposals import Proposal


class InputDecision(models.TextChoices):
    TAKEN = "taken", _("taken up")
    DECLINED = "declined", _("not taken up")


class InputAnswer(Recorded):
    """A session said what becomes of a problem or a proposal of a village session (`source`): taken up, and it is a
    problem or a proposal of this session too; or not, and why. What waits for an answer is derived, never copied.

    Each forum answers once: the monthly and the quarterly lokmin each for itself. `text` and `told` ("MMD Kel. Jamika,
    3 Juni 2024") are the words of that day: they stay when the village session or its region is called otherwise.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="inputs_answered")
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="inputs_answered")
    source = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="input_answers")
    from_problem = models.ForeignKey(
        Problem, on_delete=models.PROTECT, null=True, blank=True, related_name="answers_above"
    )
    from_proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="answers_above"
    )
    decision = models.CharField(max_length=8, choices=InputDecision.choices)
    reason = models.CharField(max_length=2000, blank=True)
    problem = models.OneToOneField(
        Problem, on_delete=models.PROTECT, null=True, blank=True, related_name="came_from"
    )
    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="came_from"
    )
    text = models.CharField(max_length=500)
    told = models.CharField(max_length=200)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "from_problem"], name="one_answer_to_problem"),
            models.UniqueConstraint(
                fields=["forum", "from_proposal"], name="one_answer_to_proposal"
            ),
            models.CheckConstraint(
                condition=Q(from_problem__isnull=True, from_proposal__isnull=False)
                | Q(from_problem__isnull=False, from_proposal__isnull=True),
                name="input_is_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(decision="declined", problem=None, proposal=None, reason__gt="")
                | Q(decision="taken", problem__isnull=False, from_problem__isnull=False)
                | Q(decision="taken", proposal__isnull=False, from_proposal__isnull=False),
                name="input_taken_or_why_not",
            ),
        ]

    def __str__(self) -> str:
        return self.text
