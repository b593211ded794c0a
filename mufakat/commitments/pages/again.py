"""Why a second person is to look again, although one was content."""

from django.utils.translation import gettext as _

from mufakat.commitments.models import Check, Commitment
from mufakat.commitments.queries import Way
from mufakat.core import dates


def again_because(commitment: Commitment, way: Way) -> str:
    """What became of the last check since: to be asked where it counts no more (`queries.content_now`). Nothing where
    nobody looked, or where he was not content: what he missed is told for itself."""
    check = way.checks[-1] if way.checks else None
    if check is None or not check.adequate:
        return ""
    told = {"who": check.who, "day": dates.short_date(check.looked_on or check.at.date())}
    if changed := _changed(commitment, check):
        return _(
            "%(who)s looked on %(day)s. Changed since: %(what)s. A second person is to look again."
        ) % {**told, "what": ", ".join(changed)}
    sent = [at for each in way.evidence for at in (each.at, each.withdrawn_at) if at]
    said = [update.at for update in way.updates] + [asked.at for asked in way.requests]
    if any(at > check.at for at in (*sent, *said, way.let_go_on)):
        return (
            _(
                "%(who)s looked on %(day)s. More was reported, sent, withdrawn or decided since: a second person is to "
                "look again."
            )
            % told
        )
    return _("%(who)s looked on %(day)s, but is of the owner himself: another is to look.") % told


def _changed(commitment: Commitment, check: Check) -> list[str]:
    """What is promised otherwise than he read it (`queries.seen_now` asks the same of all promises)."""
    named = (
        (commitment.what, check.what, _("the wording")),
        (commitment.due_on, check.due_on, _("the due date")),
        (commitment.amount_idr or 0, check.amount_idr, _("the amount")),
        (commitment.proof_asked, check.proof_asked, _("the proof asked for")),
        (
            commitment.owner_organisation_id or commitment.owner_person_id,
            check.owner,
            _("the owner"),
        ),
    )
    return [words for now, then, words in named if now != then]
