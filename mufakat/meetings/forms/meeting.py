"""What is typed to plan a session outside the year: a rakor, an FGD, an assembly of a village."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.dates import clock, short_date
from mufakat.directory.fields import RegionField
from mufakat.directory.models import Forum
from mufakat.meetings import queries, rules

from .plan import PlanForm, offer_sheets, sheet_field

UNDATED = _("The day is not known yet")


class MeetingForm(PlanForm):
    """A session outside the cycle: its kind decides the run sheet."""

    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=queries.kinds)
    region = RegionField(
        label=_("Where (region)"),
        required=False,
        help_text=_("Empty: the home region of the forum."),
    )
    sheet_of = sheet_field()
    undated = forms.BooleanField(label=UNDATED, required=False)

    field_order = [
        "kind",
        "sheet_of",
        "title",
        "starts_at",
        "ends_at",
        "undated",
        "region",
        "place",
    ]

    def __init__(self, data: Any, *, forum: Forum, **kwargs: Any) -> None:
        super().__init__(data, forum=forum, **kwargs)
        self.forum = forum
        kind: Any = self.fields["kind"]
        usual = queries.fitting_kinds(forum)
        kind.widget.choices = _by_use(usual, forum)
        last = queries.next_kind(forum)
        self.initial.setdefault("kind", last if last in usual else next(iter(usual), None))
        if forum.region.level < rules.VILLAGE_LEVEL:
            kind.help_text = _(
                "SMD and MMD are held in a forum of the village (desa/kelurahan). Such a forum is founded by the head "
                "of the Puskesmas or the Dinas Kesehatan."
            )
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Empty: kind, place and day.")
        self._as_last_time()
        offer_sheets(self, forum)

    def _as_last_time(self) -> None:
        """The place of the last session is proposed, its hours are told; which day it is, is asked for."""
        day: Any = self.fields["starts_at"]
        day.either = _("or say below that the day is not known yet")
        last = queries.last_held(self.forum)
        if last is None or last.starts_at is None:
            return
        self.initial.setdefault("place", last.place)
        until = f"–{clock(last.ends_at, last.timezone)}" if last.ends_at else ""
        hours = clock(last.starts_at, last.timezone) + until
        told = {"day": short_date(last.starts_at, last.timezone), "hours": hours}
        day.help_text = _("Time of the place. The last session was on %(day)s, %(hours)s.") % told

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("title") and cleaned.get("kind"):
            cleaned["title"] = queries.title_proposed(
                cleaned["kind"],
                cleaned.get("region") or self.forum.region,
                cleaned.get("starts_at"),
            )
        if not (cleaned.pop("undated", False) or cleaned.get("starts_at") or self.errors):
            self.add_error("starts_at", _("Give the day, or tick “%s”.") % UNDATED)
        return cleaned


def _by_use(usual: list[str], forum: Forum) -> list[Any]:
    """The kinds that are usual in the forum, then the others; those of a village only where they can be held."""
    titles = dict(queries.kinds())
    at_home = forum.region.level >= rules.VILLAGE_LEVEL
    others = [kind for kind in titles if kind not in usual]
    others = [kind for kind in others if at_home or kind not in rules.VILLAGE_KINDS]
    groups = [(_("usual in this forum"), usual), (_("other"), others)]
    return [(label, [(k, titles[k]) for k in found]) for label, found in groups if found]
