"""Things that hold from one day to another, both inclusive; an empty end means until further notice."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

PERIOD = Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))


class DatedQuerySet[M: models.Model](models.QuerySet[M]):
    def on(self, day: date) -> Self:
        """Only what holds on this day."""
        return self.filter(valid_on(day))


def valid_on(day: date, prefix: str = "") -> Q:
    """The condition "holds on this day" for a dated thing reached through `prefix`."""
    return (Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day})) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day})
    )


class Dated(models.Model):
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects: Any = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or self.valid_to >= day
        )
