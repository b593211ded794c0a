"""The year of a forum and its sessions, with their run sheets."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mufakat.directory.models import Forum, Organisation, Region
from mufakat.journal.models import Recorded


class Cycle(Recorded):
    """The year of a forum: four tribulan sessions."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="cycles")
    year = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["forum", "year"], name="one_cycle_a_year")]

    def __str__(self) -> str:
        return f"{self.forum} {self.year}"


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("planned")
    OPEN = "open", _("under way")
    RATIFIED = "ratified", _("ratified")
    CANCELLED = "cancelled", _("cancelled")


class Meeting(Recorded):
    """One session of a forum. It may have several host Puskesmas and last several days.

    Instants are kept with the zone of the place; `edition` counts ratifications (0: never ratified).
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="meetings")
    cycle = models.ForeignKey(
        Cycle, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    kind = models.CharField(max_length=12)
    protocol_version = models.CharField(max_length=20)
    protocol = models.ForeignKey(  # an office's own copy of the run sheet; none: the reference
        "meetings.Protocol", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    tribulan = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    timezone = models.CharField(max_length=20)
    place = models.CharField(max_length=200, blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="meetings")
    hosts = models.ManyToManyField(Organisation, blank=True, related_name="hosted_meetings")
    funding_source = models.CharField(max_length=30, blank=True)
    chair = models.CharField(max_length=200, blank=True)
    notulis = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        max_length=9, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    edition = models.PositiveSmallIntegerField(default=0)
    ratified_at = models.DateTimeField(null=True, blank=True)
    ratified_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["starts_at"]
        indexes = [
            models.Index(fields=["forum", "starts_at"], name="meeting_forum"),
            models.Index(fields=["state", "starts_at"], name="meeting_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "tribulan"],
                condition=~Q(state="cancelled"),  # its place may be planned anew
                name="one_session_per_cycle_and_tribulan",
            ),
            models.CheckConstraint(
                condition=Q(tribulan__isnull=True) | Q(tribulan__range=(1, 4)),
                name="meeting_tribulan",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(ends_at__gte=F("starts_at")),
                name="meeting_period",
            ),
            models.CheckConstraint(
                condition=Q(ratified_at__isnull=True, ratified_by="")
                | Q(ratified_at__isnull=False, ratified_by__gt=""),
                name="meeting_ratified_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(state="ratified") | Q(ratified_at__isnull=False, edition__gte=1),
                name="meeting_ratified",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/rapat/{self.pk}/"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def starts_on(self) -> date | None:
        """The first day, as the place counts it."""
        return self.starts_at.astimezone(self.zone).date() if self.starts_at else None

    @property
    def ends_on(self) -> date | None:
        return self.ends_at.astimezone(self.zone).date() if self.ends_at else None

    @property
    def is_ratified(self) -> bool:
        return self.state == MeetingState.RATIFIED


class AgendaItem(Recorded):
    """A step of the run sheet: copied from the protocol, so that a new version never changes an old session."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    phase = models.CharField(max_length=8)
    role = models.CharField(max_length=20, default="plain")
    title = models.CharField(max_length=300)
    hint = models.CharField(max_length=500, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="one_agenda_position"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True)
                | Q(begun_at__isnull=False, ended_at__gte=F("begun_at")),
                name="agenda_begun_before_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.title
