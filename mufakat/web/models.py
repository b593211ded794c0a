"""What search and the pictures of several rooms keep: copies that can be made again from the rows."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from mufakat.core.fields import PathField
from mufakat.directory.models import Forum, Organisation, Person

if TYPE_CHECKING:
    Text = models.TextField[str, str]
else:
    Text = models.TextField


class WordsField(Text):
    """The words of an entry, in order (`rules/words.py`). PostgreSQL keeps them as a tsvector, SQLite indexes them by a
    table of FTS5 beside it (`web_searchindex`)."""

    def db_type(self, connection: Any) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def from_db_value(self, value: str | None, _expression: Any, connection: Any) -> str | None:
        if value is None or connection.vendor != "postgresql":
            return value
        return " ".join(sorted(value.replace("'", "").split()))


class Kind(models.TextChoices):
    """What can be found, in the order in which a page of results shows it."""

    FORUM = "forum", _("Forums")
    MEETING = "meeting", _("Sessions")
    COMMITMENT = "commitment", _("Promises")
    DECISION = "decision", _("Decisions")
    PROBLEM = "problem", _("Problems")
    PROPOSAL = "proposal", _("Proposals for Musrenbang")
    GROUP = "group", _("Reports of groups")
    LETTER = "letter", _("Letters")
    PROGRAMME = "programme", _("Programmes")
    COHORT = "cohort", _("Waves of programmes")
    INSTRUMENT = "instrument", _("Instruments")
    REVIEW = "review", _("What was learnt")
    NOTE = "note", _("Notes")
    ORGANISATION = "organisation", _("Organisations")
    PERSON = "person", _("People")


class SearchEntry(models.Model):
    """A thing that search finds, with the line that stands under it. Kept by reactions, rebuilt by `mufakat index`.

    `id` is the day of the thing in its upper 16 bits and the end of the thing's own key below: the newest come first
    in the order of the index itself. Forum, organisation and person decide who sees it, when it is asked for.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    thing_id = models.CharField(max_length=36)
    url = models.CharField(max_length=120)
    title = models.TextField(max_length=4000)
    context = models.CharField(max_length=400, blank=True)
    on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, blank=True)
    forum = models.ForeignKey(
        Forum, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    words = WordsField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "thing_id"], name="one_search_entry")
        ]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word of the entries, and in how many of them it stands: what an unfinished word may become."""

    word = PathField(max_length=40, primary_key=True)
    entries = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.word
