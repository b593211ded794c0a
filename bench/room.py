"""A meeting room at its fullest, for `nation.py`: what the session under way worked on, and a session that invites.

Rows, not acts, as everywhere in the simulator. Pages that open by a personal link give their address.
"""

from datetime import timedelta
from typing import Any

from mufakat.core import clock
from mufakat.directory.links import token_of
from mufakat.directory.models import Link, LinkKind, Membership
from mufakat.meetings import queries
from mufakat.meetings.models import (
    Cause,
    CheckIn,
    CommitmentSignature,
    Group,
    JointCommitment,
    Letter,
    Meeting,
    Participant,
    PriorityRound,
    Problem,
    Proposal,
    Rater,
    Score,
)

PROBLEMS, RATERS, INVITED, LISTED = 28, 39, 50, 150


def furnish(forum: Any, underway: Meeting) -> dict[str, str]:
    """Work for the session under way and one that is being prepared; the addresses of what is measured."""
    people = list(underway.participants.order_by("id"))
    return {
        **_problems(underway, people),
        **_sheet(underway, people),
        **_door(underway, people),
        **_invitations(forum, underway, people),
        **_promises(forum),
    }


def _path(kind: str, folder: str, thing: Any, forum: Any, name: str) -> str:
    """The address that a personal link opens."""
    link = Link.objects.create(
        kind=kind,
        thing_id=str(thing.pk),
        forum=forum,
        name=name,
        valid_until=clock.now() + timedelta(days=90),
    )
    return f"/{folder}/{token_of(link)}/"


def _problems(meeting: Meeting, people: list[Participant]) -> dict[str, str]:
    about: Any = {"at": clock.now(), "by_name": "Notulis"}
    problems = Problem.objects.bulk_create(
        Problem(
            meeting=meeting,
            text=f"Balita tidak datang ke Posyandu di RW {n:02}, sasaran tidak terdata",
            region=meeting.region,
            numerator=n + 1,
            denominator=40,
            **about,
        )
        for n in range(PROBLEMS)
    )
    bones = [code for code, _ in queries.bones()]
    for problem in problems[:3]:
        Cause.objects.bulk_create(
            Cause(problem=problem, category=bones[n % len(bones)], text=f"Sebab {n}", by_name="N")
            for n in range(12)
        )
    rule = queries.method("usg-jumlah")
    opened = PriorityRound.objects.create(
        meeting=meeting, method="usg-jumlah", method_version=rule["version"], rule=rule
    )
    opened.problems.set(problems)
    raters = Rater.objects.bulk_create(
        Rater(round=opened, participant=p, name=p.name, detail=p.title, number=n)
        for n, p in enumerate(people[:RATERS], start=1)
    )
    keys = [c["key"] for c in rule["criteria"]]
    Score.objects.bulk_create(
        Score(rater=rater, problem=problem, criterion=key, value=1 + (i * 7 + j * 3 + k) % 5)
        for i, rater in enumerate(raters[:-1])
        for j, problem in enumerate(problems)
        for k, key in enumerate(keys)
    )
    links = [_path("rating", "nilai", rater, meeting.forum, rater.name) for rater in raters]
    for n in range(6):
        group = Group.objects.create(meeting=meeting, name=f"Kelompok {n + 1}", topic="Posyandu")
        group.members.set(people[n::6])
    Proposal.objects.bulk_create(
        Proposal(meeting=meeting, problem=p, text="Rehabilitasi gedung Posyandu", **about)
        for p in problems[:20]
    )
    return {
        "problem": str(problems[0].pk),
        "round": str(opened.pk),
        "rater": str(raters[0].pk),
        "rating_link": links[0],
    }


def _sheet(meeting: Meeting, people: list[Participant]) -> dict[str, str]:
    points = "\n".join(f"Butir {n + 1}: melaporkan janji sebelum rapat berikut" for n in range(10))
    sheet = JointCommitment.objects.create(
        meeting=meeting, text="Pada hari ini kami sepakat:", points=points
    )
    strokes = [[n, n * 3 % 90] for n in range(0, 160, 4)]
    CommitmentSignature.objects.bulk_create(
        CommitmentSignature(
            sheet=sheet, participant=p, strokes=[strokes], at=clock.now(), by_name="Notulis"
        )
        for p in [p for p in people if p.present][:20]
    )
    return {}


def _door(meeting: Meeting, people: list[Participant]) -> dict[str, str]:
    CheckIn.objects.bulk_create(
        CheckIn(
            meeting=meeting,
            participant=p if n % 5 else None,
            source="qr",
            state="accepted" if n % 5 else "waiting",
            name=p.name,
            sector=p.sector,
            at=clock.now(),
        )
        for n, p in enumerate(p for p in people if p.present)
    )
    return {"door_link": _path("door", "hadir", meeting, meeting.forum, "Pintu")}


def _invitations(forum: Any, like: Meeting, people: list[Participant]) -> dict[str, str]:
    """A session in three weeks: 50 invited with personal links, an issued letter and a draft; one with 150 names."""
    said: Any = {"kind": like.kind, "protocol_version": like.protocol_version, "forum": forum}
    said |= {"timezone": like.timezone, "region": like.region, "place": like.place}
    begins = clock.now() + timedelta(days=21)
    found: dict[str, str] = {}
    for key, many in (("invites", INVITED), ("long", LISTED)):
        meeting = Meeting.objects.create(
            title=f"Lokakarya mini tribulanan, {many} undangan",
            starts_at=begins,
            ends_at=begins + timedelta(hours=4),
            **said,
        )
        made = Participant.objects.bulk_create(
            Participant(
                meeting=meeting,
                person=people[n].person if n < len(people) else None,
                organisation=people[n % len(people)].organisation,
                name=f"{people[n % len(people)].name} {n}",
                title=people[n % len(people)].title,
                sector=people[n % len(people)].sector,
                phone=f"08120000{n:04}",
                invited=True,
                answer=("", "coming", "represented", "unable")[n % 4],
                answered_at=clock.now() if n % 4 else None,
                answered_by="Tautan" if n % 4 else "",
            )
            for n in range(many)
        )
        links = [_path("invitation", "undangan", p, forum, p.name) for p in made]
        found |= {key: str(meeting.pk), f"{key}_one": str(made[0].pk), f"{key}_link": links[0]}
        found[f"{key}_letter"] = str(_letter(meeting, people[0].organisation).pk)
    return found


def _letter(meeting: Meeting, office: Any) -> Letter:
    """Issued, with its frozen copy."""
    letter = Letter.objects.create(
        meeting=meeting,
        edition=1,
        organisation=office,
        number="005/123/PKM/2026",
        subject=f"Undangan {meeting.title}",
        addressees="Daftar terlampir",
        written_on=clock.today(),
        opening="Dengan hormat, kami mengundang Bapak/Ibu untuk hadir pada:",
        closing="Atas perhatian Bapak/Ibu kami ucapkan terima kasih.",
        signer_title="Kepala UPT",
        signer_name="dr. Dewi Lestari",
        copies="Camat\nKepala Dinas Kesehatan",
    )
    letter.issued_at, letter.issued_by, letter.digest = clock.now(), "Notulis", "0" * 64
    letter.snapshot = queries.letter_facts(letter, meeting)
    letter.save()
    return letter


def _promises(forum: Any) -> dict[str, str]:
    """The link of the member that promised most."""
    member = Membership.objects.filter(forum=forum).order_by("id").last()
    return {"promises_link": _path(LinkKind.PROMISES, "janji", member, forum, "Anggota")}
