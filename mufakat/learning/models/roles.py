"""Who promised what to a district for a programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mufakat.commitments.models import Commitment
from mufakat.core.fields import PathField
from mufakat.directory.models import Region
from mufakat.journal.models import Recorded
from mufakat.programmes.models import Programme


class RoleKind(models.TextChoices):
    """Who promises something to a district for a programme (seed 3: the three roles, and the other sectors)."""

    DINKES = "dinkes", _("role of the health office")
    PARTNER = "mitra", _("role of the partner")
    COE = "coe", _("role of the centre of excellence")
    SECTORS = "lintas_sektor", _("role of other sectors")


class DistrictRole(Recorded):
    """A promise is the role that somebody takes in a district for a programme. It goes with a promise that was written
    down by mistake."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="roles")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="programme_roles")
    region_path = PathField(max_length=14)
    kind = models.CharField(max_length=13, choices=RoleKind.choices)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="roles")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "region", "kind", "commitment"], name="one_district_role"
            )
        ]
        indexes = [models.Index(fields=["programme", "region_path"], name="district_role_region")]
