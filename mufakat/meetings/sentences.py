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
    "holders.invited": _(
        "%(who)s invited %(count)s who hold open promises and are no members of the forum"
    ),
    "participants.recorded": _("%(who)s put %(count)s members of the forum on the list"),
    "attendance.recorded": _("%(who)s recorded attendance: %(present)s present"),
    "attendance.recorded:late": _("%(who)s added to the attendance after ratification: %(names)s"),
    "attendance.filled": _("%(who)s marked everyone invited as present: %(present)s present"),
    "arrival.recorded": _("%(who)s wrote down that %(name)s is here"),
    "arrival.recorded:late": _("%(who)s added %(name)s to the attendance after ratification"),
    "arrival.recorded:day": _("%(who)s wrote down that %(name)s is here on %(day)s"),
    "participant.merged": _("%(who)s said that the row %(name)s is %(as)s"),
    "participant.completed": _(
        "%(who)s completed the row of %(name)s by what the other row of the same person said"
    ),
    "arrival.withdrawn": _("%(who)s took back that %(name)s is here"),
    "arrival.withdrawn:day": _("%(who)s took back that %(name)s is here on %(day)s"),
    "departure.recorded": _("%(who)s wrote down that %(name)s left"),
    "departure.recorded:day": _("%(who)s wrote down that %(name)s left on %(day)s"),
    "departure.withdrawn:day": _("%(who)s took back that %(name)s left on %(day)s"),
    "departure.withdrawn": _("%(who)s took back that %(name)s left"),
    "checkin.recorded": _("%(name)s signed in (%(who)s)"),
    "checkin.recorded:waiting": _("%(name)s signed in and waits for the registrar (%(who)s)"),
    "checkin.accepted": _("%(who)s accepted the entry of %(name)s"),
    "checkin.accepted:same": _("%(who)s said that %(name)s is %(as)s"),
    "checkin.refused": _("%(who)s refused the entry of %(name)s"),
    "checkins.settled:accepted": _("%(who)s accepted the entries of %(n)s people: %(names)s"),
    "checkins.settled:refused": _(
        "%(who)s refused the entries of %(n)s people, because: %(reason)s (%(names)s)"
    ),
    "note.recorded": _("%(who)s noted: %(text)s"),
    "note.recorded:late": _("%(who)s added to the addendum: %(text)s"),
    "note.changed": _("%(who)s changed the note: %(text)s"),
    "decision.recorded": _("%(who)s wrote down the decision: %(text)s"),
    "decision.recorded:late": _("%(who)s added a decision to the addendum: %(text)s"),
    "decision.changed": _("%(who)s changed the decision: %(text)s"),
    "agenda.begun": _("%(who)s began “%(item)s”"),
    "agenda.ended": _("%(who)s ended “%(item)s”"),
    "group.recorded": _("%(who)s made the group “%(name)s”"),
    "group.changed": _("%(who)s changed the group “%(name)s”"),
    "group.reported": _("%(who)s wrote down the report of “%(name)s”"),
    "group.withdrawn": _("%(who)s took the group “%(name)s” back"),
    "groups.spread": _("%(who)s dealt %(present)s people out into %(count)s groups"),
    "problem.recorded": _("%(who)s named the problem: %(text)s"),
    "problem.recorded:late": _("%(who)s added a problem to the addendum: %(text)s"),
    "problem.changed": _("%(who)s changed the problem: %(text)s"),
    "problem.withdrawn": _("%(who)s took the problem “%(text)s” back: %(reason)s"),
    "input.taken": _("%(session)s takes up “%(text)s” of %(source)s (written down by %(who)s)"),
    "input.declined": _(
        "%(session)s does not take up “%(text)s” of %(source)s: %(reason)s (written down by %(who)s)"
    ),
    "inputs.answered": _("%(session)s answered what %(source)s brought: %(count)s"),
    "input.restored": _("%(who)s laid “%(text)s” of %(source)s before the lokmin again"),
    "cause.recorded": _("%(who)s wrote down a cause of “%(problem)s”: %(text)s"),
    "cause.withdrawn": _("%(who)s took the cause “%(text)s” of “%(problem)s” back"),
    "round.recorded": _("%(who)s put %(problems)s problems to be rated by %(method)s"),
    "round.closed": _("%(who)s closed the round of ratings by %(method)s"),
    "round.cancelled": _("%(who)s cancelled the round of ratings by %(method)s: %(reason)s"),
    "rater.recorded": _("%(who)s added %(name)s as a rater"),
    "rater.withdrawn": _("%(who)s took %(name)s out as a rater"),
    "scores.recorded": _("%(who)s entered %(count)s scores of %(name)s"),
    "proposal.recorded": _("%(who)s wrote down the proposal: %(text)s"),
    "proposal.recorded:late": _("%(who)s added a proposal to the addendum: %(text)s"),
    "proposal.changed": _("%(who)s changed the proposal: %(text)s"),
    "proposal.withdrawn": _("%(who)s took the proposal “%(text)s” back: %(reason)s"),
    "proposal.judged": _("%(who)s told what became of the proposal “%(text)s”"),
    "proposal.judged:proposed": _("%(who)s wrote down that “%(text)s” was agreed"),
    "proposal.judged:carried": _("%(who)s carried “%(text)s” to the Musrenbang"),
    "proposal.judged:accepted": _("%(who)s told that “%(text)s” was accepted"),
    "proposal.judged:refused": _("%(who)s told that “%(text)s” was refused: %(reason)s"),
    "sheet.recorded": _("%(who)s wrote the joint commitment, %(points)s points"),
    "sheet.changed": _("%(who)s changed the joint commitment"),
    "sheet.signed": _("%(who)s: %(name)s signed the joint commitment"),
    "sheet.signed:late": _("%(who)s added the signature of %(name)s to the addendum"),
    "sheet.closed": _("%(who)s closed the joint commitment with %(signed)s signatures"),
    "signature.withdrawn": _("%(who)s took the signature of %(name)s back: %(reason)s"),
    "escalation.raised": _("%(who)s raised “%(what)s” to %(to)s: %(reason)s"),
    "escalation.deferred": _(
        "%(session)s put off its answer on “%(what)s”: %(text)s (written down by %(who)s)"
    ),
    "escalation.answered": _("%(forum)s answered on “%(what)s”: %(text)s"),
    "escalation.answered:helps": _(
        "%(forum)s helps with “%(what)s”: %(text)s (%(session)s, written down by %(who)s)"
    ),
    "escalation.answered:takes_over": _(
        "%(forum)s takes over “%(what)s”: %(text)s (%(session)s, written down by %(who)s)"
    ),
    "escalation.answered:advises": _(
        "%(forum)s gives back “%(what)s” with advice: %(text)s (%(session)s, written down by %(who)s)"
    ),
    "escalation.answered:forwarded": _(
        "%(forum)s raises “%(what)s” further: %(text)s (%(session)s, written down by %(who)s)"
    ),
    "escalation.answered:closed": _(
        "%(forum)s closed “%(what)s”, which was settled meanwhile (%(session)s)"
    ),
    "escalation.answered:dissolved": _(
        "With the end of the forum by %(who)s, “%(what)s” came back: %(text)s"
    ),
    "escalation.answered:handed": _(
        "With the end of a forum by %(who)s, “%(what)s” went on: %(text)s"
    ),
    "hearing.withdrawn": _("%(who)s took back the answer of %(session)s on “%(what)s”"),
    "patience.changed": _(
        "%(who)s set after how many sessions “%(forum)s” asks the forum above: %(sessions)s"
    ),
    "protocol.recorded": _("%(who)s adapted the run sheet “%(title)s” (version %(number)s)"),
    "protocol.withdrawn": _("%(who)s took “%(title)s” back to the reference"),
    "letter.recorded": _("%(who)s drafted the letter “%(subject)s”"),
    "letter.recorded:again": _("%(who)s drafted a correction of the letter: %(reason)s"),
    "letter.changed": _("%(who)s changed the draft of the letter “%(subject)s”"),
    "letter.issued": _("%(who)s issued the letter %(number)s to %(invited)s invited"),
    "links.recorded": _("%(who)s gave %(count)s invited people a personal link"),
    "links.moved": _("%(who)s moved the session: %(count)s personal links follow the new day"),
    "invitations.sent": _("%(who)s sent the invitation to %(count)s people by e-mail"),
    "invitations.sent:reminder": _("%(who)s reminded %(count)s people by e-mail"),
    "answer.recorded": _("%(who)s answered for %(name)s"),
    "answer.recorded:coming": _("%(who)s answered: %(name)s is coming"),
    "answer.recorded:represented": _("%(who)s answered: %(name)s is represented by %(by)s"),
    "answer.recorded:unable": _("%(who)s answered: %(name)s is unable to come"),
    "contact.recorded": _("%(who)s wrote down how %(name)s is reached"),
    "file.recorded": _("%(who)s put “%(name)s” into the accountability file"),
    "file.recorded:waiting": _(
        "%(who)s announced “%(name)s” for the accountability file; its bytes are still to come"
    ),
    "file.completed": _("“%(name)s” of the accountability file has arrived (%(who)s)"),
    "file.withdrawn": _("%(who)s withdrew “%(name)s” from the accountability file: %(reason)s"),
    "file.issued": _(
        "%(who)s issued the accountability file: edition %(edition)s, %(pages)s pages, key %(key)s"
    ),
    "expense.recorded": _("%(who)s wrote down a cost: %(title)s, %(amount)s"),
    "expense.withdrawn": _("%(who)s took back the cost “%(title)s”: %(reason)s"),
    "terms.recorded": _("%(who)s wrote the terms of reference of “%(title)s”"),
    "terms.changed": _("%(who)s changed the terms of reference of “%(title)s”"),
    "participant.withdrawn": _("%(who)s took %(name)s off the list of the invited"),
}
