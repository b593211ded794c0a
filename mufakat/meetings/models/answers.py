"""What somebody invited has answered. An answer never means that he was present."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reply(models.TextChoices):
    COMING = "coming", _("is coming")
    REPRESENTED = "represented", _("is represented")
    UNABLE = "unable", _("is unable to come")


class Answered(models.Model):
    """How one who is invited is reached for this session, and what he answered, until the session opens.

    `phone` and `email` are those typed for this session; the directory's stay with the person.
    """

    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    answer = models.CharField(max_length=11, choices=Reply.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answer_note = models.CharField(max_length=500, blank=True)
    represented_by = models.CharField(max_length=160, blank=True)
    represented_office = models.CharField(max_length=160, blank=True)
    represented_phone = models.CharField(max_length=30, blank=True)

    class Meta:
        abstract = True
