"""What goes along when a row of the attendance list goes, or an arrival is taken back: told before it is done."""

from django.utils.translation import gettext as _

from mufakat.meetings.models import Participant, RoundState


def leaving_hint(person: Participant) -> dict[str, str]:
    """The hint above the form that takes an arrival back: what ends with it, if anything does."""
    held = _places_of(person) + [
        _("rater in “%(round)s”") % {"round": rater.round}
        for rater in person.ratings.filter(round__state=RoundState.OPEN).select_related("round")
    ]
    words = _("If nothing says any more that this person was here, this ends too: %(what)s.")
    return {"hint": words % {"what": "; ".join(held)}} if held else {}


def merging_words(row: Participant) -> str:
    """What goes over to the row that stays."""
    hint = _("The earliest hour and the signature are kept; this row goes.")
    said = [
        _("office: %(title)s") % {"title": row.title} if row.title else "",
        _("body: %(name)s") % {"name": row.organisation or row.organisation_name}
        if row.organisation_id or row.organisation_name
        else "",
        _("phone number") if row.phone else "",
        _("e-mail address") if row.email else "",
    ]
    ratings = [
        _("scores in “%(round)s”") % {"round": rater.round}
        for rater in row.ratings.exclude(round__state=RoundState.CANCELLED).select_related("round")
    ]
    if held := _places_of(row) + ratings:
        hint += " " + _("Goes over to the row that stays: %(what)s.") % {"what": "; ".join(held)}
    if missing := [each for each in said if each]:
        words = _("Goes over if it is missing there: %(what)s.")
        hint += " " + words % {"what": "; ".join(missing)}
    return hint


def _places_of(person: Participant) -> list[str]:
    return [
        (
            _("rapporteur of “%(group)s” (a new personal link is needed)")
            if group.rapporteur_id == person.pk
            else _("place in “%(group)s”")
        )
        % {"group": group}
        for group in person.groups.all()
    ]
