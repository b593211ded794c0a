"""Who logs in, as what, and where it reaches."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from mufakat.core.fields import PathField
from mufakat.core.ids import new_id
from mufakat.journal.models import Recorded

from .dated import PERIOD, Dated
from .people import Person

if TYPE_CHECKING:
    from mufakat.directory.access import Grant


class User(AbstractUser):
    """A login. Everything it may do comes from its assignments."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="user"
    )
    # Somebody else knows the password: its owner chooses another before anything else.
    must_change_password = models.BooleanField(default=False)

    # Set for one request by the middleware of "lihat sebagai"; then nothing can be written.
    seen_as: "Grant | None" = None

    def __str__(self) -> str:
        return self.first_name or self.username

    def get_absolute_url(self) -> str:
        return f"/pengguna/{self.pk}/"

    def may_enter_on(self, day: date) -> bool:
        """Neither locked, nor the login of somebody who no longer takes part."""
        return self.is_active and (self.person is None or self.person.is_valid_on(day))


class NodeKind(models.TextChoices):
    REGION = "region", _("region")
    ORGANISATION = "organisation", _("organisation")
    FORUM = "forum", _("forum")


class Assignment(Recorded, Dated):
    """A user has a role at a node; it covers everything below the node."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=30)
    node_kind = models.CharField(max_length=12, choices=NodeKind.choices)
    node_id = models.CharField(max_length=36)
    node_path = PathField(max_length=330)
    node_name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(condition=PERIOD, name="assignment_period")]

    def __str__(self) -> str:
        return f"{self.role}, {self.node_name}"


MARK = 12  # digits


class Token(models.Model):
    """A key to the API for one user; only its SHA-256 is kept."""

    digest = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: Any = models.Manager()

    @property
    def mark(self) -> str:
        """What tells the keys of one login apart; it opens nothing."""
        return self.digest[:MARK]
