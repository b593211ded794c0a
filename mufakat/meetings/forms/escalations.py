"""What is typed about promises that go to the forum above, and about its answer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mufakat.core.forms import ActForm
from mufakat.directory.models import Forum
from mufakat.meetings.models import Hearing

from .fields import lines

ANSWERS = [
    (each.value, each.label)
    for each in (
        Hearing.HELPS,
        Hearing.TAKES_OVER,
        Hearing.ADVISES,
        Hearing.FORWARDED,
        Hearing.DEFERRED,
        Hearing.CLOSED,
    )
]


if TYPE_CHECKING:
    Choice = forms.ModelChoiceField[Forum]
else:
    Choice = forms.ModelChoiceField


class ForumChoice(Choice):
    """A forum among a few: its name with the region where it sits."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.region})"


def _offer(form: forms.Form, above: Sequence[Forum]) -> None:
    field: Any = form.fields["to_forum"]
    field.queryset = Forum.objects.filter(pk__in=[each.pk for each in above])
    field.choices = [
        *([] if len(above) == 1 else [("", _("choose"))]),
        *((str(each.pk), field.label_from_instance(each)) for each in above),
    ]


class RaiseForm(ActForm):
    """To which forum above, and why."""

    to_forum = ForumChoice(queryset=Forum.objects.none(), label=_("Forum above"))
    reason = forms.CharField(
        label=_("What is asked of it, and why"), widget=lines(3), max_length=1000
    )

    def __init__(self, data: Any, *, above: Sequence[Forum], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        _offer(self, above)


class HearingForm(ActForm):
    """What the forum above decides about it."""

    decision = forms.ChoiceField(label=_("Decision"), choices=ANSWERS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Answer"),
        help_text=_("It goes back in these words; a deferral says why."),
        widget=lines(4),
        max_length=2000,
    )
    to_forum = ForumChoice(
        queryset=Forum.objects.none(), label=_("Raised further to"), required=False
    )

    def __init__(
        self, data: Any, *, above: Sequence[Forum], promise_open: bool, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        if above:
            _offer(self, above)
        else:
            del self.fields["to_forum"]
        left: Any = self.fields["decision"]
        left.choices = [
            (value, label)
            for value, label in ANSWERS
            if (value != "forwarded" or above)
            and (value in ("closed", "deferred") or promise_open)
            and (value != "closed" or not promise_open)
        ]


class PatienceForm(ActForm):
    """After how many sessions."""

    sessions = forms.IntegerField(
        label=_("Sessions"),
        min_value=1,
        max_value=12,
        help_text=_("After so many sessions that left a promise open the chair is asked."),
    )
