"""The letterhead (kop surat) of an office."""

from django.db import models

from mufakat.journal.models import Recorded

from .organisations import Organisation


class Letterhead(Recorded):
    """What stands above the letters of an organisation: the lines of the offices above it, its own name, and how it is
    reached. `place` is where its letters are dated."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="letterhead"
    )
    above = models.CharField(max_length=400, blank=True)  # up to four lines
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    website = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return self.name
