"""A forum is any standing body that meets."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mufakat.core.fields import PathField
from mufakat.journal.models import Recorded

from .dated import PERIOD, Dated
from .organisations import Organisation
from .people import Person
from .regions import Region

VILLAGE = 4  # level of a region: desa, kelurahan, kampung, nagari


class ForumKind(models.TextChoices):
    LOKMIN_LINSEK = "lokmin_lintas_sektor", _("cross-sector lokmin (quarterly)")
    LOKMIN_BULANAN = "lokmin_bulanan", _("monthly lokmin")
    RAKOR = "rakor", _("coordination meeting")
    POKJA = "pokja", _("working group")
    CLUSTER = "klaster_kesehatan", _("health cluster")
    SUB_CLUSTER = "sub_klaster", _("sub-cluster")
    PARTNERS = "forum_mitra", _("partners' forum")
    SMALL_TEAM = "tim_kecil", _("small team")
    OTHER = "lainnya", _("other")


class Forum(Recorded, Dated):
    """A lokmin, a rakor, a POKJA, a cluster … with a home region and a place under a parent forum."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=24, choices=ForumKind.choices)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="forums")
    region_path = PathField(max_length=14, db_index=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = PathField(max_length=330, db_index=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=PERIOD, name="forum_period")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/forum/{self.pk}/"

    @property
    def kind_title(self) -> str:
        """The kind in words: one of no special kind by where it meets."""
        if self.kind != ForumKind.OTHER:
            return str(self.get_kind_display())
        return str(_("forum of the village") if self.region.level == VILLAGE else _("forum"))


class MemberRole(models.TextChoices):
    CHAIR = "chair", _("chair")
    SECRETARY = "secretary", _("secretary")
    HOST = "host", _("host")
    MEMBER = "member", _("member")


class Membership(Recorded, Dated):
    """An organisation and/or a person sits in a forum."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=MemberRole.choices, default=MemberRole.MEMBER)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=PERIOD, name="membership_period"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(person__isnull=False),
                name="membership_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(str(x) for x in (self.organisation, self.person) if x)
