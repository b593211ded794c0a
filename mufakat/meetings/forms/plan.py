"""What is typed before a session: the year, day and place, a step of the agenda; and when a forum ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core import clock
from mufakat.core.forms import ActForm
from mufakat.core.periods import Tribulan
from mufakat.directory.fields import ForumField
from mufakat.directory.forms import EndForm
from mufakat.directory.models import Forum
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting

from .fields import (
    PlainMoment,
    Suggested,
    funding_choices,
    hosts_field,
    lines,
    offer,
    possible_hosts,
)


def sheet_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Run sheet"), required=False)


def offer_sheets(form: ActForm, forum: Forum) -> None:
    """Whose run sheets a session may begin with: that of its hosts, the reference, or the copy of an office. Where no
    office here has a copy there is nothing to choose, and the form says so."""
    field: Any = form.fields["sheet_of"]
    hosts = form.initial.get("hosts") or possible_hosts(forum)  # with whom it begins: read already
    offices: dict[str, list[str]] = {}
    for own in queries.copies_near(hosts):
        words = _("%(kind)s version %(n)d") % {"kind": own.kind, "n": own.number}
        offices.setdefault(str(own.organisation_id), [own.organisation.name]).append(words)
    named = [
        (pk, _("the copy of %(office)s") % {"office": f"{name} ({', '.join(copies)})"})
        for pk, (name, *copies) in offices.items()
    ]
    reference = (queries.REFERENCE_ITSELF, _("the reference of Mufakat"))
    field.choices = [("", _("as the hosts have it")), reference, *named]
    if named:
        field.help_text = _("A kind of which the chosen office has no copy follows the reference.")
    elif not form.is_bound:
        field.choices = [reference]


class CycleForm(ActForm):
    year = forms.IntegerField(label=_("Year"))
    year_confirmed = forms.BooleanField(label=rules.YEAR_IS_MEANT, required=False)
    hosts = hosts_field()
    sheet_of = sheet_field()
    funding_source = forms.ChoiceField(label=_("Paid by"), required=False, choices=funding_choices)

    def __init__(self, data: Any, *, forum: Forum, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offer(self, "hosts", possible_hosts(forum))
        offer_sheets(self, forum)
        self.asked = self.fields.pop("year_confirmed")
        if self.data.get("year_confirmed"):
            self._offer_to_confirm()

    def _offer_to_confirm(self) -> None:
        """The box for a year that is past or far ahead, once that is asked."""
        self.fields["year_confirmed"] = self.asked
        self.order_fields(["year", "year_confirmed"])

    def refuse(self, field: str | None, message: Any) -> None:
        if field == "year_confirmed":
            self._offer_to_confirm()
        super().refuse(field, message)


class PlanForm(ActForm):
    """Day, hours, place and people of a session."""

    title = forms.CharField(label=_("Name of the session"), max_length=200)
    starts_at = PlainMoment(label=_("Begins"), required=False, help_text=_("Time of the place."))
    ends_at = PlainMoment(
        label=_("Ends"), required=False, help_text=_("Empty: it ends when it is done.")
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    hosts = hosts_field()
    chair = forms.CharField(label=_("Chaired by"), required=False, max_length=200, widget=Suggested)
    notulis = forms.CharField(
        label=_("Note-taker"), required=False, max_length=200, widget=Suggested
    )
    funding_source = forms.ChoiceField(label=_("Paid by"), required=False, choices=funding_choices)

    def __init__(
        self, data: Any, *, forum: Forum, meeting: Meeting | None = None, **kwargs: Any
    ) -> None:
        initial = kwargs.pop("initial", {})
        if meeting:
            names = ("title", "place", "chair", "notulis", "funding_source")
            initial |= {name: getattr(meeting, name) for name in names}
            for name in ("starts_at", "ends_at"):
                moment = getattr(meeting, name)
                initial[name] = (
                    moment.astimezone(meeting.zone).replace(tzinfo=None) if moment else None
                )
            initial["hosts"] = list(meeting.hosts.all())
            kwargs["base"] = meeting.version
        suggested = _as_last_time(forum, meeting) if meeting and not meeting.starts_at else {}
        initial |= {name: value for name, value in suggested.items() if not initial[name]}
        super().__init__(data, initial=initial, **kwargs)
        offer(self, "hosts", possible_hosts(forum))
        for part, known in queries.known_officers(forum, clock.today()).items():
            box: Any = self.fields[part].widget
            box.names = known.names
            if meeting is None:
                self.initial.setdefault(part, known.first)
        if "starts_at" in suggested:
            self.fields["starts_at"].help_text = _(
                "Time of the place. Suggested: the weekday and hours of the last session; change them as you need."
            )


def _as_last_time(forum: Forum, meeting: Meeting) -> dict[str, Any]:
    """Place and hours of the last session of the forum, moved into the tribulan of this one; of a session outside the
    year to the next such weekday, a month after the last one at the earliest."""
    last = queries.last_held(forum)
    if last is None or last.starts_at is None:
        return {}
    told: dict[str, Any] = {"place": last.place}
    today = clock.today(meeting.zone)
    began = last.starts_at.astimezone(last.zone).replace(tzinfo=None)
    ended = last.ends_at.astimezone(last.zone).replace(tzinfo=None) if last.ends_at else None
    if meeting.cycle and meeting.tribulan:
        period = Tribulan(meeting.cycle.year, meeting.tribulan)
        hours = rules.suggested_hours(began, ended, period.first_day, period.last_day, today)
    else:
        hours = rules.next_like(began, ended, today)
    if hours:
        told |= dict(zip(("starts_at", "ends_at"), hours, strict=True))
    return told


class AgendaForm(ActForm):
    title = forms.CharField(label=_("Agenda item"), max_length=300)
    phase = forms.ChoiceField(
        label=_("Part"),
        choices=[("input", _("Input")), ("process", _("Process")), ("output", _("Output"))],
        initial="process",
    )
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=600)


class EndForumForm(EndForm):
    """The last day of a forum. Its open promises go on in another forum; what stays unfinished is confirmed, with a
    reason."""

    successor = ForumField(
        label=_("Forum that takes over what is open"),
        required=False,
        help_text=_(
            "It lies on the table of its next session, with its whole history; so does what came from below. The "
            "forums below lie below it from then on."
        ),
    )
    confirmed = forms.BooleanField(label=_("End it all the same"), required=False)
    reason = forms.CharField(label=_("Reason"), required=False, widget=lines(3), max_length=1000)

    def __init__(
        self,
        data: Any,
        *,
        promises: int,
        sessions: int,
        waiting: int = 0,
        below: int = 0,
        ended: bool = False,
        forums: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        successor: Any = self.fields["successor"]
        successor.queryset = forums
        takes_over = ended and promises > 0 and "reason" not in self.data
        if takes_over:
            successor.required = True
            self.fields["on"].label = _("Taken over on")
        if not ended:
            self.fields["on"].help_text = _("Today or earlier: a forum is not ended ahead.")
        unasked = ["successor"] * (not promises and not waiting and not below)
        if ended or not (promises or sessions or waiting):
            unasked += ["confirmed", "reason"]
        for name in unasked:
            if name not in self.data:  # sent a second time it asks what it asked at first
                del self.fields[name]
