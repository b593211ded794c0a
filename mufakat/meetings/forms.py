"""What is typed about sessions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.commitments.forms import RupiahField
from mufakat.commitments.models import Answer
from mufakat.commitments.queries import funding_sources
from mufakat.core import clock
from mufakat.core.forms import ActForm, ConfirmForm
from mufakat.directory.fields import OrganisationField, PersonField, RegionField
from mufakat.directory.forms import EndForm
from mufakat.directory.models import Forum, Organisation
from mufakat.directory.models.forums import MemberRole
from mufakat.directory.queries import seated_in, sectors

from . import queries
from .models import AgendaItem, Meeting

WHEN = "%Y-%m-%dT%H:%M"


class MomentInput(forms.DateTimeInput):
    """The browser's own picker of day and hour."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=WHEN)


class PlainMoment(forms.DateTimeField):
    """Day and hour as typed, without a zone: the zone is the place's, and the action gives it."""

    widget = MomentInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=[WHEN, "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H:%M"], **kwargs)

    def to_python(self, value: Any) -> Any:
        moment = super().to_python(value)
        return moment.replace(tzinfo=None) if moment else None


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def hosts_field() -> "forms.ModelMultipleChoiceField[Organisation]":
    return forms.ModelMultipleChoiceField(
        queryset=Organisation.objects.none(),
        required=False,
        label=_("Host Puskesmas"),
        widget=forms.CheckboxSelectMultiple,
    )


def offer(form: ActForm, name: str, rows: Any) -> None:
    """What a field lets one choose from."""
    field: Any = form.fields[name]
    field.queryset = rows


def ask_about_year(form: ActForm, name: str, year: int) -> None:
    """`due_confirmed` is offered only for a date after `year`, the budget year of the session."""
    day = form.fields[name].widget.value_from_datadict(form.data, {}, name) or ""
    if not (day[:4].isdecimal() and int(day[:4]) > year):
        del form.fields["due_confirmed"]


def possible_hosts(forum: Forum) -> Any:
    """The organisations that may host: those that sit in the forum as hosts or secretaries."""
    running = forum.memberships.filter(role__in=(MemberRole.HOST, MemberRole.SECRETARY))
    return Organisation.objects.filter(pk__in=running.values("organisation"))


def funding_choices() -> list[tuple[str, Any]]:
    return [("", _("not said")), *funding_sources()]


class CycleForm(ActForm):
    year = forms.IntegerField(label=_("Year"))
    hosts = hosts_field()
    funding_source = forms.ChoiceField(label=_("Paid by"), required=False, choices=funding_choices)

    def __init__(self, data: Any, *, forum: Forum, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offer(self, "hosts", possible_hosts(forum))


class PlanForm(ActForm):
    """Day, hours, place and people of a session."""

    title = forms.CharField(label=_("Name of the session"), max_length=200)
    starts_at = PlainMoment(label=_("Begins"), required=False, help_text=_("Time of the place."))
    ends_at = PlainMoment(label=_("Ends"), required=False)
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    hosts = hosts_field()
    chair = forms.CharField(label=_("Chaired by"), required=False, max_length=200)
    notulis = forms.CharField(label=_("Note-taker"), required=False, max_length=200)
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
        super().__init__(data, initial=initial, **kwargs)
        offer(self, "hosts", possible_hosts(forum))


class MeetingForm(PlanForm):
    """A session outside the cycle: its kind decides the run sheet."""

    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=queries.kinds)
    region = RegionField(
        label=_("Where (region)"),
        required=False,
        help_text=_("Empty: the home region of the forum."),
    )

    field_order = ["kind", "title", "starts_at", "ends_at", "region", "place"]


class AgendaForm(ActForm):
    title = forms.CharField(label=_("Agenda item"), max_length=300)
    phase = forms.ChoiceField(
        label=_("Part"),
        choices=[("input", _("Input")), ("process", _("Process")), ("output", _("Output"))],
        initial="process",
    )
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=600)


class TextForm(ActForm):
    """A note or a decision."""

    text = forms.CharField(label=_("Text"), widget=lines(3), max_length=4000)


class EntryForm(TextForm):
    """A note or a decision under an agenda item."""

    agenda_item = forms.ModelChoiceField(queryset=AgendaItem.objects.none(), label=_("Agenda item"))
    field_order = ["agenda_item", "text"]

    def __init__(self, data: Any, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offer(self, "agenda_item", meeting.agenda.all())


class GuestForm(ActForm):
    """Somebody who is not on the list yet."""

    person = PersonField(label=_("Person in the directory"), required=False)
    name = forms.CharField(
        label=_("Name"), required=False, max_length=160, help_text=_("If not in the directory.")
    )
    title = forms.CharField(label=_("Office"), required=False, max_length=120)
    organisation = OrganisationField(label=_("Organisation"), required=False)
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=lambda: [("", _("not said")), *sectors()]
    )
    invited = forms.BooleanField(label=_("Was invited"), required=False)
    present = forms.BooleanField(label=_("Is present"), required=False, initial=True)
    represents = forms.CharField(label=_("Stands in for"), required=False, max_length=160)


EITHER = _("organisation, person, or both: name at least one")


class CommitmentForm(ActForm):
    """A promise: what, who, where, until when, with which money, shown by what. Who sits in the forum is offered
    while one types."""

    what = forms.CharField(label=_("What is promised"), widget=lines(2), max_length=500)
    owner_organisation = OrganisationField(
        label=_("Organisation that promises"), required=False, either=EITHER
    )
    owner_person = PersonField(label=_("Person who promises"), required=False, either=EITHER)
    owner_confirmed = forms.BooleanField(label=_("Write it down all the same"), required=False)
    region = RegionField(
        label=_("Where"), required=False, help_text=_("Empty: the home region of the forum.")
    )
    due_on = forms.DateField(label=_("Due"), widget=day_input())
    due_confirmed = forms.BooleanField(
        label=_("The due date is right, although it lies after the budget year"), required=False
    )
    amount_idr = RupiahField(label=_("Amount in rupiah"), required=False, min_value=0)
    funding_source = forms.ChoiceField(
        label=_("Source of funds"), required=False, choices=funding_choices
    )
    proof_asked = forms.CharField(label=_("Proof asked for"), required=False, max_length=300)

    def __init__(self, data: Any, *, year: int, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        ask_about_year(self, "due_on", year)
        self.asked = self.fields.pop("owner_confirmed")
        if self.data.get("owner_confirmed"):
            self._offer_to_confirm()
        owners: Any = self.fields["owner_organisation"], self.fields["owner_person"]
        seated = seated_in(meeting.forum, meeting.starts_on or clock.today())
        for field, things in zip(owners, seated, strict=True):
            field.suggest(things)
        where: Any = self.fields["region"]
        where.near = meeting.forum.region

    def _offer_to_confirm(self) -> None:
        """The box for a person who holds no office where he promises, once that is asked."""
        self.fields["owner_confirmed"] = self.asked
        self.order_fields(["what", "owner_organisation", "owner_person", "owner_confirmed"])

    def refuse(self, field: str | None, message: Any) -> None:
        if field == "owner_confirmed":
            self._offer_to_confirm()
        super().refuse(field, message)


class VerdictForm(ActForm):
    """What became of a promise."""

    verdict = forms.ChoiceField(
        label=_("Verdict"), choices=Answer.choices, widget=forms.RadioSelect
    )
    new_due_on = forms.DateField(
        label=_("New date"),
        required=False,
        widget=day_input(),
        help_text=_("For a promise that is continued or changed."),
    )
    due_confirmed = forms.BooleanField(
        label=_("The due date is right, although it lies after the budget year"), required=False
    )
    new_what = forms.CharField(
        label=_("New wording"),
        required=False,
        widget=lines(2),
        max_length=500,
        help_text=_("For a promise that is changed."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=lines(2),
        max_length=1000,
    )

    NEEDED = {
        "new_due_on": _("required if continued"),
        "new_what": _("required if changed, unless only the date is new"),
        "reason": _("required if changed or dropped"),
    }

    def __init__(self, data: Any, *, year: int, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        ask_about_year(self, "new_due_on", year)
        for name, when in self.NEEDED.items():
            field: Any = self.fields[name]
            field.either = when


class RatifyForm(ConfirmForm):
    """`base` is the number of the last event of the session that the page told of."""

    base = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Open this page anew, so that you ratify what you have seen.")
        },
    )

    def refuse(self, field: str | None, message: Any) -> None:
        """Who has been told what was added since has seen it: next time it is not asked again."""
        super().refuse(field, message)
        data: Any = self.data
        self.data = data.copy()
        self.data["base"] = str(self.initial["base"])  # type: ignore[index]


class EndForumForm(EndForm):
    """The last day of a forum; what is unfinished is confirmed, with a reason."""

    confirmed = forms.BooleanField(label=_("End it all the same"), required=False)
    reason = forms.CharField(label=_("Reason"), required=False, widget=lines(3), max_length=1000)

    def __init__(self, data: Any, *, unfinished: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not unfinished:
            del self.fields["confirmed"], self.fields["reason"]


class AttendanceForm(ActForm):
    """Who came: the ticks now, and the ticks as they stood when the page was made."""

    came = forms.MultipleChoiceField(required=False)
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.listed = list(meeting.participants.select_related("organisation"))
        came: Any = self.fields["came"]
        came.choices = [(str(p.pk), p.name) for p in self.listed]
        self.initial["was"] = " ".join(str(p.pk) for p in self.listed if p.present)

    @property
    def moved(self) -> dict[str, list[str]]:
        """Only what this registrar ticked or unticked: what another did meanwhile stays."""
        now, before = set(self.cleaned_data["came"]), set(self.cleaned_data["was"].split())
        listed = {str(p.pk) for p in self.listed}
        return {"came": sorted(now - before), "did_not_come": sorted((before - now) & listed)}
