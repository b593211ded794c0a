"""What a session cost, line by line."""

from django.db import models
from django.db.models import F, Q

from mufakat.journal.models import Recorded

from .files import SessionFile
from .plan import Meeting


class Expense(Recorded):
    """One line of the recap: people × quantity × rate = amount, in whole rupiah. What the rate table of its year said
    (`ceiling_idr`, `title`, `unit`) is kept with it: a later table changes nothing here. `paper` is the part of the
    file that holds its receipt, a code of reference/papers.toml.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="expenses")
    item = models.CharField(max_length=30, blank=True)  # of the rate table; none: typed
    title = models.CharField(max_length=160)
    unit = models.CharField(max_length=40, blank=True)
    paper = models.CharField(max_length=30)
    people = models.PositiveIntegerField()
    quantity = models.PositiveIntegerField(default=1)
    rate_idr = models.PositiveBigIntegerField()
    amount_idr = models.PositiveBigIntegerField()
    ceiling_idr = models.PositiveBigIntegerField(null=True, blank=True)
    recipient = models.CharField(max_length=200, blank=True)
    spent_on = models.DateField(null=True, blank=True)
    receipts = models.ManyToManyField(SessionFile, blank=True, related_name="expenses")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_idr=F("people") * F("quantity") * F("rate_idr")),
                name="expense_amount",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="", withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__gt="", withdrawn_reason__gt=""),
                name="expense_withdrawn_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title
