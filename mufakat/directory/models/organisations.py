"""Organisations of every sector; those that give care are facilities and form a network."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mufakat.core.fields import PathField
from mufakat.journal.models import Recorded

from .dated import PERIOD, Dated
from .regions import Region


class Organisation(Recorded, Dated):
    """A body that can promise. `path` runs through its parents: a Puskesmas lies under its Dinkes."""

    journal_kind = "organisation"

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    sector = models.CharField(max_length=30, db_index=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="organisations")
    region_path = PathField(max_length=14, db_index=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = PathField(max_length=330, db_index=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=PERIOD, name="organisation_period")]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def facility_kind(self) -> str:
        """What kind of facility it is, in the reader's language; empty for a body that is none."""
        facility = getattr(self, "facility", None)
        return facility.get_kind_display() if facility else ""

    def get_absolute_url(self) -> str:
        return f"/organisasi/{self.pk}/"


class FacilityKind(models.TextChoices):
    PROVINCE_OFFICE = "dinkes_provinsi", _("provincial health office")
    DISTRICT_OFFICE = "dinkes_kabkota", _("district health office")
    PUSKESMAS = "puskesmas", _("Puskesmas")
    PUSTU = "pustu", _("Pustu")
    POSYANDU = "posyandu", _("Posyandu")
    HOSPITAL = "rumah_sakit", _("hospital")


class Facility(Organisation):
    """A health office or a place of care, with its place in the network."""

    kind = models.CharField(max_length=20, choices=FacilityKind.choices)


class OrganisationCode(models.Model):
    """The code of an organisation in a system (kode Puskesmas, SATUSEHAT, Komdat …), as text."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="codes")
    system = models.CharField(max_length=30)
    code = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "code"], name="one_organisation_code")
        ]


class OrganisationMove(models.Model):
    """It was told on this day that a body lies in another region. What `organisation.changed` says in the journal, here
    to be found by place: lists as of a past day ask where bodies lay then."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="moves")
    on = models.DateField()  # by the clock of the new place
    old_path = PathField(max_length=14, db_index=True)
    new_path = PathField(max_length=14, db_index=True)
