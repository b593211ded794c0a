"""What a session proposes to the Musrenbang."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mufakat.directory.models import Region
from mufakat.journal.models import Recorded

from .late import Late
from .plan import Meeting
from .problems import Problem


class ProposalState(models.TextChoices):
    WAITING = "waiting", _("waits for the session's decision")  # taken up, judged by nobody yet
    PROPOSED = "proposed", _("agreed")
    CARRIED = "carried", _("carried there")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


class Level(models.TextChoices):
    """To which Musrenbang it goes."""

    VILLAGE = "village", _("desa or kelurahan")
    KECAMATAN = "kecamatan", _("kecamatan")
    DISTRICT = "district", _("kabupaten/kota")
    PROVINCE = "province", _("province")


class Proposal(Recorded, Late):
    """An activity with its place, volume and cost (whole rupiah), and what became of it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="proposals")
    problem = models.ForeignKey(
        Problem, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    text = models.CharField(max_length=500)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    volume = models.CharField(max_length=100, blank=True)
    amount_idr = models.PositiveBigIntegerField(null=True, blank=True)
    level = models.CharField(max_length=9, choices=Level.choices, default=Level.KECAMATAN)
    state = models.CharField(
        max_length=8, choices=ProposalState.choices, default=ProposalState.PROPOSED
    )
    reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="proposal_refused_why"
            )
        ]

    def __str__(self) -> str:
        return self.text
