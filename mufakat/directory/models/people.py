"""People, and the offices they hold from one day to another."""

from django.db import models

from mufakat.journal.models import Recorded

from .dated import PERIOD, Dated
from .organisations import Organisation


class Person(Recorded, Dated):
    """Somebody who takes part. No NIK: it is not needed here."""

    name = models.CharField(max_length=120)
    title_before = models.CharField(max_length=40, blank=True)
    title_after = models.CharField(max_length=60, blank=True)
    nip = models.CharField(max_length=30, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=PERIOD, name="person_period")]

    def __str__(self) -> str:
        before = f"{self.title_before} " if self.title_before else ""
        after = f", {self.title_after}" if self.title_after else ""
        return f"{before}{self.name}{after}"

    def get_absolute_url(self) -> str:
        return f"/orang/{self.pk}/"


class Office(Recorded, Dated):
    """A person is something in an organisation: "Camat", from a day to a day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offices")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="offices")
    title = models.CharField(max_length=120)

    class Meta:
        ordering = ["-valid_from"]
        constraints = [models.CheckConstraint(condition=PERIOD, name="office_period")]

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}"
