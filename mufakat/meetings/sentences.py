"""How the history of a session reads."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "cycle.recorded": _("%(who)s planned the four tribulan sessions of %(year)s of “%(forum)s”"),
    "cycle.recorded:again": _(
        "%(who)s planned tribulan %(tribulan)s of %(year)s of “%(forum)s” anew"
    ),
    "meeting.recorded": _("%(who)s planned “%(title)s”"),
    "meeting.changed": _("%(who)s changed the plan of “%(title)s”"),
    "meeting.cancelled": _("%(who)s cancelled “%(title)s”: %(reason)s"),
    "meeting.opened": _("%(who)s opened “%(title)s”"),
    "meeting.ratified": _("%(who)s ratified the minutes of “%(title)s” (edition %(edition)s)"),
    "meeting.reopened": _("%(who)s reopened the minutes of “%(title)s”: %(reason)s"),
    "agenda.recorded": _("%(who)s added “%(item)s” to the agenda"),
    "participant.recorded": _("%(who)s put %(name)s on the list"),
    "participants.recorded": _("%(who)s put %(count)s members of the forum on the list"),
    "attendance.recorded": _("%(who)s recorded attendance: %(present)s present"),
    "attendance.recorded:late": _("%(who)s added to the attendance after ratification: %(names)s"),
    "attendance.filled": _("%(who)s marked everyone invited as present: %(present)s present"),
    "arrival.recorded": _("%(who)s wrote down that %(name)s is here"),
    "arrival.recorded:late": _("%(who)s added %(name)s to the attendance after ratification"),
    "arrival.withdrawn": _("%(who)s took back that %(name)s is here"),
    "departure.recorded": _("%(who)s wrote down that %(name)s left"),
    "departure.withdrawn": _("%(who)s took back that %(name)s left"),
    "checkin.recorded": _("%(name)s signed in (%(who)s)"),
    "checkin.recorded:waiting": _("%(name)s signed in and waits for the registrar (%(who)s)"),
    "checkin.accepted": _("%(who)s accepted the entry of %(name)s"),
    "checkin.accepted:same": _("%(who)s said that %(name)s is %(as)s"),
    "checkin.refused": _("%(who)s refused the entry of %(name)s"),
    "note.recorded": _("%(who)s noted: %(text)s"),
    "note.recorded:late": _("%(who)s added to the addendum: %(text)s"),
    "note.changed": _("%(who)s changed the note: %(text)s"),
    "decision.recorded": _("%(who)s wrote down the decision: %(text)s"),
    "decision.recorded:late": _("%(who)s added a decision to the addendum: %(text)s"),
    "decision.changed": _("%(who)s changed the decision: %(text)s"),
}
