"""One small district: who is in it, and one year of its forum. Built only by actions, never by rows.

Places (real codes of Kemendagri, loaded as reference data): Jawa Barat (32) with
    Kota Bandung (32.73): Kec. Bojongloa Kaler (32.73.04) and its five villages, Kel. Jamika among them;
    Kab. Bandung (32.04): Kec. Soreang (32.04.37) and its villages, the neighbour who must see nothing.

Bodies: the health offices of the province and of both districts; three Puskesmas, Citarip and Sukapakir in the
    city and Soreang in the other district; below Citarip a Pustu, below the Pustu a Posyandu; the office of the
    kecamatan, the KUA, the NGO Sehat Bersama, the crisis centre of the ministry.

Ten people, all invented, each with an office except Omar, the outsider, who has a login and nothing else.

Users, one for each role of `directory/roles.py`, by the code of the role, and two more:
    notulis, kepala_puskesmas (Citarip)  chair (the forum)  sector_member (KUA)  partner (the NGO)
    dinkes_kabkota, mentor, administrator, auditor (the city)  dinkes_provinsi (the province)  ministry (the nation)
    neighbour   head of Puskesmas Soreang: every right there, none here
    outsider    no role anywhere, and no office: Puskesmas Citarip recorded him

Two forums: `forum`, the cross-sector lokmin of Bojongloa Kaler (chair: the kecamatan, hosts: Citarip and Sukapakir,
    members: KUA, NGO), and `neighbour_forum` of Soreang. `forum` has its cycle of 2026:
    TI    `ratified`  27 March; made `promise_kept`, `promise_continued`, `promise_waiting`; a note came too late
    TII   `opened`    26 June; those three are carried in, two have their verdict, `promise_waiting` has none, so it
                      cannot be ratified yet; made `promise_new`
    TIII  `planned`   25 September
    TIV   `undated`   no day yet
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client

from mufakat.commitments.actions import record_update
from mufakat.commitments.models import Commitment, Evidence, Update, Verdict
from mufakat.core.ids import new_id
from mufakat.delivery.models import Message
from mufakat.directory.models import (
    Assignment,
    Forum,
    Link,
    Membership,
    Office,
    Organisation,
    Person,
    Region,
    Token,
    User,
)
from mufakat.directory.roles import ROLES
from mufakat.indicators.actions.reference import load_instruments
from mufakat.journal.actions import OpenAct, act
from mufakat.meetings import actions as meetings
from mufakat.meetings.models import (
    AgendaItem,
    CheckIn,
    Cycle,
    Decision,
    Letter,
    Meeting,
    Note,
    Participant,
)
from mufakat.offline.models import Device, Entry
from mufakat.programmes.actions import load_programmes

from . import founding
from .regions import load_some

YEAR = founding.YEAR
TODAY = date(2026, 6, 26)  # the day of the open session
WIB = ZoneInfo("Asia/Jakarta")
STRANGERS = ("neighbour", "outsider")
EVERYBODY = (*ROLES, *STRANGERS)


def wib(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """An instant of the year of the world, by the clock of Bandung."""
    return datetime(YEAR, month, day, hour, minute, tzinfo=WIB)


@contextmanager
def doing(by: User | None, at: datetime | None = None) -> Iterator[OpenAct]:
    """An act of somebody, at a time of the past if one is given."""
    with act(new_id(), by=by, at=at, made_at=at, via="seed") as open_act:
        yield open_act


@dataclass
class World:
    """What the docstring of this module tells of, by name."""

    regions: Mapping[str, Region]
    bodies: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)  # empty; for tests that give keys
    links: dict[str, str] = field(
        default_factory=dict
    )  # kind → token; empty; for tests that give personal links
    work: dict[str, Any] = field(default_factory=dict)  # empty; for tests that work in the room
    link: Link = field(init=False)  # the same: one that can be revoked
    message: Message = field(init=False)  # the same: a letter about the forum

    province: Region = field(init=False)
    city: Region = field(init=False)
    kecamatan: Region = field(init=False)
    village: Region = field(init=False)
    neighbour_kecamatan: Region = field(init=False)

    citarip: Organisation = field(init=False)
    kua: Organisation = field(init=False)
    ngo: Organisation = field(init=False)

    forum: Forum = field(init=False)
    neighbour_forum: Forum = field(init=False)
    memberships: dict[str, Membership] = field(default_factory=dict)
    cycle: Cycle = field(init=False)
    ratified: Meeting = field(init=False)
    opened: Meeting = field(init=False)
    planned: Meeting = field(init=False)
    undated: Meeting = field(init=False)

    item: AgendaItem = field(init=False)  # a plain step of the open session
    note: Note = field(init=False)
    late_note: Note = field(init=False)
    decision: Decision = field(init=False)
    promise_kept: Commitment = field(init=False)
    promise_continued: Commitment = field(init=False)
    promise_waiting: Commitment = field(init=False)
    promise_new: Commitment = field(init=False)
    update: Update = field(init=False)
    evidence: Evidence = field(init=False)  # for tests that send some: by the sector member,
    evidence_of_all: Evidence = field(init=False)  # by the link to all promises,
    evidence_of_one: Evidence = field(init=False)  # by the link to one
    listed: Participant = field(
        init=False
    )  # for tests of the desk: one on the list of the open session,
    checkin: CheckIn = field(init=False)  # and an entry that waits
    kind: str = field(
        init=False
    )  # for tests that invite to the planned session: a kind of meeting,
    invitee: Participant = field(init=False)  # one invited, with a link,
    letter: Letter = field(init=False)  # the letter, issued,
    draft: Letter = field(init=False)  # and its correction, not issued yet
    verdict: Verdict = field(init=False)  # "kept", of the open session
    device: Device = field(
        init=False
    )  # for tests of what was written without network: of the note-taker,
    entry: Entry = field(init=False)  # what it sent and a rule refused, of the open session,
    digest: str = field(init=False)  # and the hash of a photo on its way

    def client(self, who: str = "") -> Client:
        """A browser in which this user is signed in; nobody if no name is given."""
        client = Client()
        if who:
            client.force_login(self.users[who])
        return client

    @contextmanager
    def doing(self, who: str, at: datetime | None = None) -> Iterator[OpenAct]:
        """An act of one of the users."""
        with doing(self.users[who], at) as open_act:
            yield open_act


def build() -> World:
    world = World(load_some("32.73.04", "32.04.37"))
    load_programmes()
    world.province, world.city = world.regions["32"], world.regions["32.73"]
    world.kecamatan, world.village = world.regions["32.73.04"], world.regions["32.73.04.1003"]
    world.neighbour_kecamatan = world.regions["32.04.37"]
    load_instruments()
    with doing(None, wib(1, 5)) as open_act:
        founding.found_bodies(open_act, world)
        founding.appoint_people(open_act, world)
        founding.found_forums(open_act, world)
        founding.give_roles(open_act, world)
    _plan_year(world)
    _hold_first_session(world)
    _begin_second_session(world)
    return world


def _plan_year(world: World) -> None:
    hosts = [world.bodies["citarip"], world.bodies["sukapakir"]]
    days = {1: (3, 27), 2: (6, 26), 3: (9, 25)}
    with world.doing("notulis", wib(1, 12)) as open_act:
        world.cycle = meetings.record_cycle(
            open_act, forum=world.forum, year=YEAR, hosts=hosts, funding_source="bok"
        )
        found = list(world.cycle.meetings.order_by("tribulan").select_related("forum", "region"))
        world.ratified, world.opened, world.planned, world.undated = found
        for number, (month, day) in days.items():
            meetings.change_meeting(
                open_act,
                found[number - 1],
                starts_at=wib(month, day, 9),
                ends_at=wib(month, day, 12),
                place="Aula Kecamatan Bojongloa Kaler",
                chair="Asep Gunawan, S.IP",
                notulis="Dewi Lestari, S.K.M",
            )


def _open(open_act: OpenAct, meeting: Meeting) -> None:
    """Invite all members, open, and tick everybody but the NGO as present."""
    meetings.record_participants(open_act, meeting)
    meetings.open_meeting(open_act, meeting)
    came = meeting.participants.exclude(organisation__sector="lsm_nasional")
    ids = [str(pk) for pk in came.values_list("pk", flat=True)]
    meetings.record_attendance(open_act, meeting, came=ids, did_not_come=())


def _promise(
    open_act: OpenAct, meeting: Meeting, owner: Organisation, what: str, due_on: date, **more: Any
) -> Commitment:
    return meetings.record_commitment(
        open_act, meeting, owner_organisation=owner, what=what, due_on=due_on, **more
    )


def _hold_first_session(world: World) -> None:
    meeting = world.ratified
    with world.doing("notulis", wib(3, 27, 10)) as open_act:
        _open(open_act, meeting)
        step = meeting.agenda.filter(role="plain")[0]
        meetings.record_note(open_act, meeting, agenda_item=step, text="Kader kurang di tiga RW.")
        world.promise_kept = _promise(
            open_act,
            meeting,
            world.bodies["office"],
            "Membuat surat edaran jadwal Posyandu untuk semua RW",
            date(YEAR, 4, 30),
            proof_asked="Salinan surat edaran",
        )
        world.promise_continued = _promise(
            open_act,
            meeting,
            world.kua,
            "Memeriksakan kesehatan semua calon pengantin sebelum akad",
            date(YEAR, 6, 15),
        )
        world.promise_waiting = _promise(
            open_act,
            meeting,
            world.ngo,
            "Melatih 20 kader menimbang dan mengukur balita",
            date(YEAR, 5, 31),
            amount_idr=15_000_000,
            funding_source="mitra",
        )
    with world.doing("chair", wib(3, 30)) as open_act:
        meetings.ratify_meeting(open_act, meeting)
    with world.doing("notulis", wib(4, 2)) as open_act:
        text = "Data RW 05 menyusul dari kader."
        world.late_note = meetings.record_note(open_act, meeting, agenda_item=step, text=text)
    with world.doing("sector_member", wib(6, 10)) as open_act:
        world.update = record_update(
            open_act,
            commitment=world.promise_continued,
            text="Baru 14 dari 20 pasangan yang diperiksa.",
            progress=70,
        )


def _begin_second_session(world: World) -> None:
    meeting = world.opened
    with world.doing("notulis", wib(6, 26, 10)) as open_act:
        _open(open_act, meeting)
        world.item = meeting.agenda.filter(role="plain")[0]
        world.note = meetings.record_note(
            open_act, meeting, agenda_item=world.item, text="Kasus campak naik di Jamika."
        )
        world.decision = meetings.record_decision(
            open_act, meeting, agenda_item=world.item, text="Imunisasi kejar dimulai bulan Juli."
        )
        world.promise_new = _promise(
            open_act,
            meeting,
            world.citarip,
            "Membuka Posyandu sore bagi ibu bekerja",
            date(YEAR, 9, 1),
            region=world.village,
            amount_idr=3_000_000,
            funding_source="bok",
        )
        world.verdict = meetings.give_verdict(
            open_act, meeting, commitment=world.promise_kept, verdict="kept", proof_seen=True
        )
        meetings.give_verdict(
            open_act,
            meeting,
            commitment=world.promise_continued,
            verdict="continued",
            new_due_on=date(YEAR, 9, 15),
        )


def ratify_second_session(world: World) -> None:
    """The open session judges what it has not, and its minutes are ratified: no session is under way any more."""
    with world.doing("notulis", wib(6, 26, 12)) as open_act:
        meetings.give_verdict(
            open_act,
            world.opened,
            commitment=world.promise_waiting,
            verdict="continued",
            new_due_on=date(YEAR, 9, 30),
        )
    with world.doing("chair", wib(6, 26, 13)) as open_act:
        meetings.ratify_meeting(open_act, world.opened)


def came(world: World, person: Person) -> None:
    """Somebody stands on the list of the open session as present."""
    on_list = world.opened.participants.filter(person=person).first()
    with world.doing("notulis", wib(6, 26, 9)) as open_act:
        if on_list is None:
            meetings.record_participant(open_act, world.opened, person=person)
        elif not on_list.present:
            meetings.record_arrival(open_act, world.opened, participant=on_list)


def settle_sessions(world: World) -> None:
    """The open session is ratified and what was planned is cancelled: the forum may end."""
    ratify_second_session(world)
    for meeting in world.forum.meetings.filter(state="planned"):
        with world.doing("notulis", wib(6, 29)) as open_act:
            meetings.cancel_meeting(open_act, meeting, reason="Digabung")
