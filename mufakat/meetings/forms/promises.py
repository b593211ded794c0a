"""What is typed about promises in a session: a new one, and the verdict on an earlier one."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from mufakat.commitments import rules as promised
from mufakat.commitments.forms import RupiahField
from mufakat.commitments.models import Answer, Priority
from mufakat.commitments.queries import Gate
from mufakat.core import clock
from mufakat.core.errors import RuleBroken
from mufakat.core.forms import ActForm
from mufakat.directory.fields import OrganisationField, PersonField, RegionField
from mufakat.directory.queries import seated_in
from mufakat.meetings.models import Meeting

from .fields import ask_about_year, day_input, funding_choices, lines

EITHER = _("organisation, person, or both: name at least one")


class CommitmentForm(ActForm):
    """A promise: what, who, where, until when, with which money, shown by what. Who sits in the forum is offered
    while one types."""

    what = forms.CharField(label=_("What is promised"), widget=lines(2), max_length=500)
    owner_organisation = OrganisationField(
        label=_("Organisation that promises"), required=False, either=EITHER
    )
    owner_person = PersonField(
        label=_("Person who promises"),
        required=False,
        either=_("besides the organisation, or alone"),
    )
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
    priority = forms.ChoiceField(
        label=_("Priority"),
        required=False,
        choices=Priority.choices,
        help_text=_("High: a second person looks at the proof before it counts as kept."),
    )

    def __init__(self, data: Any, *, year: int, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.made_on = meeting.starts_on or clock.today(meeting.zone)
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
        money: Any = self.fields["funding_source"]
        money.either = _("required if rupiah is filled in")

    def clean(self) -> dict[str, Any]:
        """With a field that cannot be read comes, in the same round, what the rules say of the others."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            self._tell_the_rest()
        return cleaned

    def _tell_the_rest(self) -> None:
        """What the rules say of the fields that have no error yet; the action asks them all again."""
        told: Any = self.cleaned_data.get
        checks: dict[tuple[str, ...], Callable[[], None]] = {
            ("owner_organisation", "owner_person"): lambda: promised.owner_is_named(
                told("owner_organisation"), told("owner_person")
            ),
            ("due_on",): lambda: promised.due_date(
                told("due_on"), self.made_on, bool(told("due_confirmed"))
            ),
            ("amount_idr", "funding_source"): lambda: promised.money(
                told("amount_idr"), told("funding_source", "")
            ),
        }
        for names, check in checks.items():
            if not any(name in self.errors for name in names):
                try:
                    check()
                except RuleBroken as broken:
                    super().refuse(broken.field, broken.message)

    def _offer_to_confirm(self) -> None:
        """The box for a person who holds no office where he promises, once that is asked."""
        self.fields["owner_confirmed"] = self.asked
        self.order_fields(["what", "owner_organisation", "owner_person", "owner_confirmed"])

    def refuse(self, field: str | None, message: Any) -> None:
        if field == "owner_confirmed":
            self._offer_to_confirm()
        super().refuse(field, message)
        self._tell_the_rest()


WHAT_FOLLOWS = _(
    "“Kept”, “partly” and “dropped” close the promise; “continued” and “changed” carry it to the next session."
)


class VerdictForm(ActForm):
    """What became of a promise."""

    verdict = forms.ChoiceField(
        label=_("Verdict"),
        choices=Answer.choices,
        widget=forms.RadioSelect,
        help_text=WHAT_FOLLOWS,
        error_messages={"required": _("Choose the verdict.")},
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
        help_text=_(
            "If partly: what was done, and what remains. Is the rest still to be done? Choose “continued”."
        ),
    )

    proof_seen = forms.BooleanField(label=_("The proof was shown in the session"), required=False)
    checked_by = PersonField(
        label=_("Looked at by (a second person)"),
        required=False,
        help_text=_("Somebody who did not promise it and did not report on it."),
    )

    NEEDED = {
        "new_due_on": _("required if continued, or if changed after the old date has come"),
        "new_what": _("required if changed, unless only the date is new"),
        "reason": _("required if partly, changed or dropped"),
        "checked_by": _("required if kept"),
    }

    def __init__(self, data: Any, *, year: int, gate: Gate, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if gate.needs_proof:
            self.fields["proof_seen"].help_text = _("Asked for: %(proof)s") % {
                "proof": escape(gate.proof_asked)
            }
        else:
            del self.fields["proof_seen"]
        if not gate.needs_check:
            del self.fields["checked_by"]
        self.order_fields(["verdict", "proof_seen", "checked_by"])
        ask_about_year(self, "new_due_on", year)
        for name, when in self.NEEDED.items():
            if field := cast("Any", self.fields.get(name)):
                field.either = when
