"""Who may what, as lists one can read aloud.

A role is granted at a node (region, organisation or forum) and covers everything below a region or an
organisation, and one forum alone (ADR 0013). `verbs` hold at the node, in forums of its regions, and in forums that
its organisation hosts; `member_verbs` hold in forums where its organisation is only one of the members.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SEE = frozenset(
    {"directory.see", "forum.see", "meeting.see", "commitment.see", "programme.see", "review.see"}
)
WRITE_MINUTES = frozenset(
    {
        "meeting.plan",
        "meeting.change",
        "meeting.open",
        "attendance.record",
        "note.record",
        "decision.record",
        "commitment.record",
        "commitment.change",
        "update.record",
        "verdict.give",
        "check.record",
        "escalation.answer",
        "link.record",
        "letter.record",
        "invitation.see",
        "protocol.record",
        "letterhead.record",
        "entry.settle",
        "file.see",
        "file.record",
        "file.issue",
    }
)
ASSESS = frozenset({"assessment.see", "assessment.fill"})
GUIDE_PROGRAMMES = frozenset(
    {
        "programme.record",
        "visit.record",
        "assessment.see",
        "assessment.verify",
        "assessment.accept",
        "instrument.record",
        "call.record",
        "snapshot.take",
        "review.record",
    }
)
KEEP_DIRECTORY = frozenset({"organisation.record", "person.record", "forum.record", "contact.see"})


class Role:
    """One role: its code, its Indonesian title, a sentence for the person who grants it, its verbs."""

    code: str
    title: Promise
    sentence: Promise
    nodes: tuple[str, ...]
    verbs: frozenset[str] = frozenset()
    member_verbs: frozenset[str] = frozenset()


class Notulis(Role):
    code = "notulis"
    title = _("Note-taker")
    sentence = _("Prepares, writes down and follows up the sessions of a forum or a Puskesmas.")
    nodes = ("forum", "organisation")
    verbs = (
        SEE
        | WRITE_MINUTES
        | ASSESS
        | {"person.record", "contact.see", "rollup.see", "review.record"}
    )
    member_verbs = SEE


class KepalaPuskesmas(Role):
    code = "kepala_puskesmas"
    title = _("Head of Puskesmas")
    sentence = _("Answers for a Puskesmas and its network: sessions, promises, people.")
    nodes = ("organisation",)
    verbs = SEE | WRITE_MINUTES | ASSESS | KEEP_DIRECTORY | {"rollup.see", "review.record"}
    member_verbs = SEE | {"rollup.see"}


class Chair(Role):
    code = "chair"
    title = _("Chair (camat)")
    sentence = _("Leads the forum: ratifies the minutes, reopens them, gives verdicts.")
    nodes = ("forum", "region")
    verbs = SEE | {
        "meeting.open",
        "decision.record",
        "note.record",
        "verdict.give",
        "check.record",
        "escalation.answer",
        "escalation.raise",
        "meeting.ratify",
        "meeting.reopen",
        "entry.settle",
        "invitation.see",
        "update.record",
        "rollup.see",
        "file.see",
        "file.record",
    }


class SectorMember(Role):
    code = "sector_member"
    title = _("Member of a sector")
    sentence = _(
        "Sees the forums of its organisation and reports on what the organisation promised."
    )
    nodes = ("organisation",)
    verbs = frozenset(
        {"directory.see", "commitment.see", "update.record", "programme.see", "review.see"}
    )
    member_verbs = SEE


class DinkesKabKota(Role):
    code = "dinkes_kabkota"
    title = _("District health office")
    sentence = _("Sees every session and promise of the district and keeps its directory.")
    nodes = ("region",)
    verbs = (
        SEE
        | KEEP_DIRECTORY
        | ASSESS
        | GUIDE_PROGRAMMES
        | {
            "protocol.record",
            "letterhead.record",
            "invitation.see",
            "rollup.see",
            "meeting.plan",
            "check.record",
            "file.see",
        }
    )


class DinkesProvinsi(Role):
    code = "dinkes_provinsi"
    title = _("Provincial health office")
    sentence = _("Sees sessions, promises and figures of the province, and guides its programmes.")
    nodes = ("region",)
    verbs = SEE | GUIDE_PROGRAMMES | {"rollup.see"}


class Ministry(Role):
    code = "ministry"
    title = _("Ministry")
    sentence = _("Sees sessions, promises and figures of the whole country, and guides programmes.")
    nodes = ("region",)
    verbs = SEE | GUIDE_PROGRAMMES | {"rollup.see"}


class Partner(Role):
    code = "partner"
    title = _("Partner")
    sentence = _(
        "An NGO, a UN agency or a donor: sees the forums it is a member of and reports its promises."
    )
    nodes = ("organisation",)
    verbs = frozenset(
        {"directory.see", "commitment.see", "update.record", "programme.see", "review.see"}
    )
    member_verbs = SEE


class Mentor(Role):
    code = "mentor"
    title = _("Mentor")
    sentence = _(
        "Mentors the facilities of a region for a programme: visits them, verifies what they assessed."
    )
    nodes = ("region", "organisation")
    verbs = ASSESS | {
        "directory.see",
        "programme.see",
        "visit.record",
        "assessment.verify",
        "rollup.see",
        "review.see",
        "review.record",
    }


class Administrator(Role):
    code = "administrator"
    title = _("Administrator")
    sentence = _("Keeps regions, organisations, people, forums and roles; does not read minutes.")
    nodes = ("region", "organisation")
    verbs = KEEP_DIRECTORY | {
        "directory.see",
        "forum.see",
        "region.record",
        "role.assign",
        "role.see",
        "role.view_as",
        "password.reset",
        "user.lock",
        "message.see",
    }


class Auditor(Role):
    code = "auditor"
    title = _("Auditor")
    sentence = _("Reads everything below the node, the journal too, and changes nothing.")
    nodes = ("region",)
    verbs = SEE | {
        "rollup.see",
        "journal.see",
        "role.see",
        "role.view_as",
        "file.see",
        "assessment.see",
    }


ROLES: dict[str, type[Role]] = {
    role.code: role
    for role in (
        Notulis,
        KepalaPuskesmas,
        Chair,
        SectorMember,
        DinkesKabKota,
        DinkesProvinsi,
        Ministry,
        Partner,
        Mentor,
        Administrator,
        Auditor,
    )
}
ALL_VERBS = frozenset().union(*(r.verbs | r.member_verbs for r in ROLES.values()))

# What a verb lets one do, in the words of the person who reads the list of roles.
WORDS: dict[str, Promise] = {
    "directory.see": _("see regions, organisations and people"),
    "forum.see": _("see forums"),
    "meeting.see": _("read sessions and minutes"),
    "commitment.see": _("read promises"),
    "rollup.see": _("see the figures of a region"),
    "journal.see": _("read the journal"),
    "contact.see": _("see telephone numbers and e-mail addresses"),
    "role.see": _("see who has which role"),
    "role.assign": _("give and end roles, give logins"),
    "password.reset": _("give a new password to somebody who forgot it"),
    "user.lock": _("lock and unlock a login, end its keys to the API"),
    "role.view_as": _("view the pages as another role"),
    "region.record": _("add, change and end regions"),
    "organisation.record": _("add, change and end organisations"),
    "person.record": _("add, change and end people and their offices"),
    "forum.record": _("found, change and end forums and their members"),
    "meeting.plan": _("plan sessions"),
    "meeting.change": _("change day, place and agenda of a session"),
    "meeting.open": _("open a session"),
    "meeting.ratify": _("ratify minutes"),
    "meeting.reopen": _("reopen ratified minutes"),
    "attendance.record": _("record who was invited and who came"),
    "note.record": _("write notes"),
    "decision.record": _("write down decisions"),
    "commitment.record": _("write down promises"),
    "commitment.change": _("change promises"),
    "update.record": _("report on promises"),
    "verdict.give": _("say what became of promises"),
    "check.record": _("check as a second person whether the proof of a promise is adequate"),
    "escalation.raise": _("raise promises to the forum above"),
    "escalation.answer": _("answer what the forums below raise"),
    "message.see": _("see to whom messages could not be sent"),
    "link.record": _("give and revoke personal links"),
    "invitation.see": _("see who has answered an invitation"),
    "letter.record": _("write and issue invitations"),
    "protocol.record": _("adapt the run sheets of an office"),
    "letterhead.record": _("write down the letterhead of an office"),
    "entry.settle": _("decide about what was written without network and could not be recorded"),
    "file.see": _("see accountability files with their receipts and costs"),
    "file.record": _("put photos, receipts and costs into accountability files"),
    "file.issue": _("issue accountability files"),
    "programme.see": _("see programmes, waves and centres of excellence"),
    "programme.record": _("record programmes, waves and centres of excellence"),
    "visit.record": _("record mentoring visits"),
    "assessment.see": _("read assessments and their photos"),
    "assessment.fill": _("answer assessments and send them"),
    "assessment.verify": _("verify assessments or send them back"),
    "assessment.accept": _("accept assessments"),
    "instrument.record": _("write instruments and publish their versions"),
    "call.record": _("call for assessments"),
    "snapshot.take": _("freeze figures as they stand on a day"),
    "review.see": _("read what was learnt"),
    "review.record": _("record learning sessions (CLA)"),
}


def in_words(verbs: frozenset[str]) -> list[Promise]:
    """The verbs as a list that one reads aloud, seeing before doing."""
    return [word for verb, word in WORDS.items() if verb in verbs]
