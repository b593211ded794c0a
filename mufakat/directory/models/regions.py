"""Administrative regions by Kemendagri code, dated, with their predecessors and their codes elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mufakat.core.fields import PathField

from .dated import PERIOD, Dated


class RegionKind(models.TextChoices):
    NATION = "negara", _("nation")
    PROVINCE = "provinsi", _("province")
    REGENCY = "kabupaten", _("regency")
    CITY = "kota", _("city")
    KECAMATAN = "kecamatan", _("sub-district")
    DISTRIK = "distrik", _("sub-district (distrik)")
    KELURAHAN = "kelurahan", _("urban village")
    DESA = "desa", _("village")
    DESA_ADAT = "desa_adat", _("customary village")
    KAMPUNG = "kampung", _("village (kampung)")
    NAGARI = "nagari", _("village (nagari)")


# How the name of a region is written: always in Indonesian, it is a name.
WRITTEN = {
    "provinsi": "Provinsi {}",
    "kabupaten": "Kab. {}",
    "kota": "Kota {}",
    "kecamatan": "Kec. {}",
    "distrik": "Distrik {}",
    "kelurahan": "Kel. {}",
    "desa": "Desa {}",
    "desa_adat": "Desa Adat {}",
    "kampung": "Kampung {}",
    "nagari": "Nagari {}",
}


def written_region(kind: str, name: str) -> str:
    """A region as people write it: "Kec. Bojongloa Kaler"."""
    return WRITTEN.get(kind, "{}").format(name)


class Region(Dated):
    """A region: `code` is Kemendagri's ("32.73.04.1003"), `path` the code with a dot at its end; the nation's
    path is empty, so everything lies under it. Levels: 0 nation, 1 province, 2 kab/kota, 3 kecamatan, 4 village."""

    code = models.CharField(max_length=13, unique=True)
    kind = models.CharField(max_length=12, choices=RegionKind.choices)
    name = models.CharField(max_length=120)
    path = PathField(max_length=14, unique=True)
    level = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    timezone = models.CharField(max_length=20)
    source = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=PERIOD, name="region_period")]
        indexes = [models.Index(fields=["name"], name="region_name")]

    def __str__(self) -> str:
        return written_region(self.kind, self.name)

    @property
    def region_path(self) -> str:
        return self.path

    def get_absolute_url(self) -> str:
        return f"/wilayah/{self.code}/"


class RegionCode(models.Model):
    """The code of a region in another system (BPS, OCHA …): "5308" is Ende in one and Lembata in another."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="codes")
    system = models.CharField(max_length=20)
    code = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "code", "region"], name="one_region_code")
        ]


class RegionSuccession(models.Model):
    """One region became another on a day, by a law."""

    old = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="successors")
    new = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="predecessors")
    on = models.DateField()
    source = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="one_succession")]
