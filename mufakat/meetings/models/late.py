"""What may come after the minutes were ratified."""

from django.db import models


class Late(models.Model):
    """Written after the minutes were ratified: it stands in the addendum."""

    late_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_late(self) -> bool:
        return self.late_at is not None
