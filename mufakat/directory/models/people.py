"""People, and the offices they hold from one day to another."""

from django.db import models
from django.db.models import Q

from mufakat.journal.models import Recorded

from .dated import PERIOD, Dated
from .organisations import Organisation
from .regions import Region

ONE_HOME = (
    Q(home_region=None, home_organisation=None)
    | Q(home_region=None, home_forum=None)
    | Q(home_organisation=None, home_forum=None)
)


def written_person(before: str, name: str, after: str) -> str:
    """A name with its titles: "dr. Rina Kusuma, MKM"."""
    return f"{before} {name}".strip() + (f", {after}" if after else "")


class Person(Recorded, Dated):
    """Somebody who takes part. No NIK: it is not needed here. The home is where he was recorded, a region, an
    organisation or a forum: whoever keeps the directory there keeps him, also before he has an office."""

    name = models.CharField(max_length=120)
    title_before = models.CharField(max_length=40, blank=True)
    title_after = models.CharField(max_length=60, blank=True)
    nip = models.CharField(max_length=30, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    home_region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    home_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    home_forum = models.ForeignKey(
        "directory.Forum", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=PERIOD, name="person_period"),
            models.CheckConstraint(condition=ONE_HOME, name="person_one_home"),
        ]

    def __str__(self) -> str:
        return written_person(self.title_before, self.name, self.title_after)

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
