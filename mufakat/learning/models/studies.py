"""What the roll-out of a programme did to a measure, as it was estimated once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mufakat.core.fields import PathField
from mufakat.directory.models import Region
from mufakat.indicators.models import Instrument
from mufakat.journal.models import Recorded
from mufakat.programmes.models import Programme

NOT_INSTALLED = ["not_installed"]


class StudyState(models.TextChoices):
    WAITING = "waiting", _("waits to be computed")
    DONE = "done", _("computed")
    REFUSED = "refused", _("the data cannot carry an answer")
    FAILED = "failed", _("could not be computed")


class Study(Recorded):
    """The question, the data as they were (`data_digest`), and the answer (`result`: `effect.Estimate`), or why the
    data cannot carry one ({reasons}). `asked` holds where the months of the roll-out come from (`start`: "lokus" or
    "cohort", with the cohort). A study that has its answer never changes; the same question later is another study."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="studies")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="studies")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="studies")
    region_path = PathField(max_length=14, db_index=True)
    measure = models.CharField(max_length=60)
    through_month = models.CharField(max_length=7)
    asked = models.JSONField()
    state = models.CharField(
        max_length=7, choices=StudyState.choices, default=StudyState.WAITING, db_index=True
    )
    result = models.JSONField(default=dict)
    data_digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    computed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        verbose_name_plural = "studies"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="waiting", computed_at__isnull=True)
                | ~models.Q(state="waiting") & models.Q(computed_at__isnull=False),
                name="study_computed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.measure}"

    @property
    def is_open(self) -> bool:
        """Nothing was computed yet: it waits, or the part that computes was not installed when it was its turn."""
        return self.state == StudyState.WAITING or self.result.get("reasons") == NOT_INSTALLED

    def get_absolute_url(self) -> str:
        return f"/pembelajaran/dampak/{self.pk}/"
