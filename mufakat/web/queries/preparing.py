"""How far the invitations of a coming session are: nobody invited, no letter, who has not answered."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, UUIDField
from django.utils.translation import gettext as _, ngettext

from mufakat.core.asked import Asked, among
from mufakat.meetings.models import Letter, Meeting

_INVITED = Asked(
    lambda meetings: (
        Meeting.objects.filter(among("id", meetings))
        .order_by()
        .values_list("id")
        .annotate(
            asked=Count("participants", filter=Q(participants__invited=True)),
            silent=Count(
                "participants", filter=Q(participants__invited=True, participants__answer="")
            ),
            issued=Exists(Letter.objects.filter(meeting=OuterRef("pk"), issued_at__isnull=False)),
        )
    ),
    meetings=[UUIDField()],
)


class Step(NamedTuple):
    text: str
    action: str
    url: str


def steps_of(meetings: Iterable[Meeting]) -> dict[Any, Step]:
    """The next step of inviting for each session that is still to come, in one query; none once all have answered."""
    coming = {meeting.pk: meeting.get_absolute_url() for meeting in meetings}
    steps = {}
    for meeting, asked, silent, issued in _INVITED(meetings=list(coming)) if coming else ():
        here = f"{coming[meeting]}undangan/"
        if not asked:
            steps[meeting] = Step(_("Nobody is invited yet"), _("Invite"), here)
        elif not issued:
            steps[meeting] = Step(_("The letter is not issued yet"), _("Write the letter"), here)
        elif silent:
            text = ngettext("%(n)s has not answered", "%(n)s have not answered", silent)
            steps[meeting] = Step(text % {"n": silent}, _("Look at the answers"), here)
    return steps
