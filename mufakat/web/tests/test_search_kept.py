"""Search: the index is what the rows say, whatever was done."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from mufakat.directory import actions as directory
from mufakat.directory.models import User
from mufakat.indicators.models import Instrument, InstrumentVersion
from mufakat.journal.sentences import _SENTENCES as SENTENCES
from mufakat.learning import actions as learning
from mufakat.meetings import actions as meetings
from mufakat.programmes import actions as programmes
from mufakat.web import jobs
from mufakat.web.models import Kind, SearchEntry, SearchWord
from mufakat.web.queries import search
from tests.letters import write_letter
from tests.reacting import REACTIONS, catch_up
from tests.world import World, wib

from .test_search import COE, found

pytestmark = pytest.mark.django_db


def _ways(world: World) -> dict[str, Callable[[], Any]]:
    """Everything that changes what is found, each as an act."""

    def way(who: str, call: Any, *things: Any, **fields: Any) -> Callable[[], Any]:
        def act() -> None:
            with world.doing(who) as open_act:
                call(open_act, *things, **fields)

        return act

    plan, tell = meetings.change_meeting, directory.change_organisation
    opened, planned, new = world.opened, world.planned, world.promise_new
    camat, ngo, next_year = world.people["camat"], world.people["ngo"], {"year": 2027}
    keep, by = "administrator", "notulis"
    return {
        "note changed": way(by, meetings.change_note, world.note, text="Wabah diare."),
        "promise withdrawn": way(by, meetings.withdraw_commitment, opened, new, reason="Salah"),
        "promise changed": way(by, meetings.change_commitment, opened, new, what="Posyandu malam"),
        "verdict taken back": way(by, meetings.withdraw_verdict, opened, world.verdict),
        "session cancelled": way(by, meetings.cancel_meeting, planned, reason="Banjir"),
        "session renamed": way(by, plan, opened, title="Lokmin kesebelas"),
        "session moved": way(by, plan, planned, starts_at=wib(9, 29), ends_at=wib(9, 29, 12)),
        "forum moved": way(keep, directory.change_forum, world.forum, region=world.village),
        "forum below another": way(
            keep, directory.change_forum, world.forum, parent=world.neighbour_forum
        ),
        "body renamed": way(keep, tell, world.kua, name="Kantor Urusan Agama Kaler"),
        "body below another": way(keep, tell, world.kua, parent=world.bodies["office"]),
        "person renamed": way(keep, directory.change_person, camat, name="Asep Sunandar"),
        "problem recorded": way(by, meetings.record_problem, opened, text="Jamban belum layak"),
        "proposal recorded": way(by, meetings.record_proposal, opened, text="Jamban umum"),
        "group reported": _report(world),
        "letter issued": _letter(world),
        "person ended": way(keep, directory.end_person, ngo, on=date(2026, 6, 30)),
        "year planned": way(by, meetings.record_cycle, forum=world.forum, hosts=[], **next_year),
        **_once(world, lambda: _learnt_ways(world, way)),
    }


def _once(world: World, made: Callable[[], Any]) -> dict[str, Any]:
    if "ways" not in world.work:
        world.work["ways"] = made()
    return dict(world.work["ways"])


def _learnt_ways(world: World, way: Any) -> dict[str, Callable[[], Any]]:
    """Programmes, waves, instruments, the library."""
    nation, guide = world.regions["ID"], "ministry"
    with world.doing(guide) as act:
        own = programmes.record_programme(act, code="jamban", title="Jamban sehat", region=nation)
    with world.doing(guide) as act:
        first = date(2026, 1, 1)
        wave = programmes.record_cohort(act, own, title="Gelombang satu", quota=3, starts_on=first)
    with world.doing("dinkes_kabkota") as act:
        draft = learning.record_review(
            act, question="Mengapa jamban rusak?", on=date(2026, 6, 1), region=world.city
        )
        learning.record_factor(act, draft, helped=True, text="Gotong royong")
    catch_up()
    decided = {"decision": "keep", "decided": "Terus.", "reason": "Berhasil."}
    return {
        "programme recorded": way(
            guide, programmes.record_programme, code="air", title="Air bersih", region=nation
        ),
        "programme changed": way(
            guide, programmes.change_programme, own, base=own.version, title="Jamban kuat"
        ),
        "programme ended": way(guide, programmes.end_programme, own, on=date(2026, 6, 1)),
        "wave recorded": way(
            guide, programmes.record_cohort, own, title="Gelombang dua", quota=1, starts_on=first
        ),
        "wave changed": way(
            guide, programmes.change_cohort, wave, base=wave.version, title="Gelombang awal"
        ),
        "review closed": way(
            "dinkes_kabkota",
            learning.close_review,
            draft,
            look_on=date(2026, 9, 1),
            **decided,
        ),
    }


def _report(world: World) -> Callable[[], Any]:
    def report() -> None:
        with world.doing("notulis", wib(6, 26)) as open_act:
            group = meetings.record_group(open_act, world.opened, name="Kelompok A")
            meetings.report_group(open_act, group, report="Sanitasi lebih dahulu.")

    return report


def _letter(world: World) -> Callable[[], Any]:
    def issue() -> None:
        with world.doing("notulis", wib(6, 20)) as open_act:
            meetings.record_participants(open_act, world.planned)
            letter = write_letter(open_act, world.planned, world.citarip)
            meetings.issue_letter(open_act, letter)

    return issue


WAYS = (
    *("programme recorded", "programme changed", "programme ended", "wave recorded"),
    *("wave changed", "review closed"),
    *("problem recorded", "proposal recorded", "group reported", "letter issued"),
    *("note changed", "promise withdrawn", "promise changed", "verdict taken back"),
    *(
        "session cancelled",
        "session renamed",
        "session moved",
        "forum moved",
        "forum below another",
    ),
    *("body renamed", "body below another", "person renamed", "person ended", "year planned"),
)


def _entries() -> set[tuple[Any, ...]]:
    return set(SearchEntry.objects.values_list(*jobs.COMPARED))


@pytest.mark.parametrize("way", WAYS)
def test_reactions_keep_what_the_command_would_make(indexed: World, way: str) -> None:
    assert jobs.differences() == []
    before = _entries()
    _ways(indexed)[way]()
    assert jobs.differences()  # the act moved something that is found
    catch_up()
    assert jobs.differences() == []
    after = _entries()
    assert before != after
    words = dict(SearchWord.objects.values_list("word", "entries"))
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()
    assert jobs.rebuild() == len(after)
    assert jobs.rebuild() == 0
    assert _entries() == after
    assert dict(SearchWord.objects.values_list("word", "entries")) == words


# Verbs after which nothing else is found than before: drafts are nobody's but their writer's.
FINDS_NOTHING = {
    *("letter.recorded", "letter.changed", "review.recorded", "review.changed", "review.read"),
    *("instrument.recorded", "instrument.handed"),
}


def test_every_verb_of_what_is_found_has_its_reaction() -> None:
    """Whoever adds a verb to a kind that search finds says what search does of it."""
    kinds = {kind.value for kind in Kind}
    verbs = {verb.partition(":")[0] for verb in SENTENCES}
    of_kinds = {verb for verb in verbs if verb.partition(".")[0] in kinds}
    assert len(of_kinds) > 20
    without = {verb for verb in of_kinds if jobs.index not in REACTIONS.get(verb, ())}
    assert without == FINDS_NOTHING & verbs


def test_every_way_is_tried(indexed: World) -> None:
    assert set(WAYS) == set(_ways(indexed))


def test_the_index_itself_forgets_what_goes(indexed: World) -> None:
    """On SQLite it is a table of its own beside the entries."""
    assert found(indexed, "notulis", "campak")
    _ways(indexed)["note changed"]()
    catch_up()
    assert found(indexed, "notulis", "campak") == set()
    assert found(indexed, "notulis", "diare") == {"Wabah diare."}


def test_letters_are_found_by_their_number(indexed: World) -> None:
    _letter(indexed)()
    catch_up()
    (letter,) = indexed.planned.letters.all()
    parts = [letter.number, letter.number.lower(), letter.number.partition("-")[0]]
    for asked in (*parts, letter.subject):
        user = User.objects.get(pk=indexed.users["sector_member"].pk)
        (entry,) = search(user, asked, Kind.LETTER).groups[Kind.LETTER]
        assert indexed.client("sector_member").get(entry.url).status_code == 200
    assert not found(indexed, "neighbour", letter.number)


def test_what_is_withdrawn_goes_and_what_was_called_off_says_so(indexed: World) -> None:
    for way in ("promise withdrawn", "session cancelled", "person ended"):
        _ways(indexed)[way]()
    catch_up()
    assert "Membuka Posyandu sore bagi ibu bekerja" not in found(
        indexed, "notulis", "posyandu sore"
    )
    client = indexed.client("notulis")
    page = client.get("/cari/?q=tribulan+III&jenis=meeting").content.decode()
    assert "dibatalkan" in page
    for day, said in ((30, False), (31, True)):  # his last day is the 30th
        with time_machine.travel(wib(6, 29) + timedelta(days=day - 29), tick=False):
            page = indexed.client("notulis").get("/cari/?q=tanudjaja").content.decode()
        assert ("30 Jun 2026" in page) == said


def test_a_draft_is_not_found_and_the_library_is(indexed: World) -> None:
    question = "Mengapa jamban rusak?"
    ways = _ways(indexed)
    for who in ("dinkes_kabkota", "partner", "auditor"):
        assert question not in found(indexed, who, "jamban rusak"), who
    ways["review closed"]()
    catch_up()
    for who, sees in (("dinkes_kabkota", 1), ("partner", 1), ("neighbour", 1), ("outsider", 0)):
        for text in ("jamban rusak", "gotong royong"):
            assert (question in found(indexed, who, text)) is bool(sees), (who, text)
    (entry,) = SearchEntry.objects.filter(kind=Kind.REVIEW)
    assert indexed.client("partner").get(entry.url).status_code == 200


def test_only_published_instruments_are_found(indexed: World) -> None:
    made = Instrument.objects.create(code="air", title="Air bersih sekolah", level="puskesmas")
    question = {"code": "sumur", "title": "Ada sumur bor", "kind": "yes_no"}
    body = {"domain": [{"code": "d", "title": "Sarana", "indicator": [question]}]}
    version = InstrumentVersion.objects.create(instrument=made, number=1, body=body)
    jobs.refresh(Kind.INSTRUMENT, [made.pk])
    assert found(indexed, "ministry", "sumur bor") == set()
    InstrumentVersion.objects.filter(pk=version.pk).update(
        published_at=wib(6, 1), digest="0" * 64, valid_from=date(2026, 6, 1)
    )
    jobs.refresh(Kind.INSTRUMENT, [made.pk])
    for text in ("sumur bor", "air bersih sekolah", "sarana sumur"):
        assert made.title in found(indexed, "notulis", text), text
    (entry,) = SearchEntry.objects.filter(kind=Kind.INSTRUMENT, title=COE)
    assert indexed.client("notulis").get(entry.url).status_code == 200


def test_what_is_loaded_is_found_at_the_next_start(world: World) -> None:
    catch_up()
    assert not SearchEntry.objects.filter(kind__in=jobs.LOADED).exists()
    jobs.index_loaded()
    there = SearchEntry.objects.filter(kind__in=jobs.LOADED)
    assert {entry.kind for entry in there} == {kind.value for kind in jobs.LOADED}
    before = _entries()
    jobs.index_loaded()
    assert _entries() == before and jobs.differences() == []
