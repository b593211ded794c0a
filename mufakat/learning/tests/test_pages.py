"""The pages of learning: library, one session, its forms."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.directory.actions import record_assignment
from mufakat.indicators.models import Instrument, Snapshot
from mufakat.learning import actions
from mufakat.learning.models import Factor, LaterLook, Learner, Review
from tests.world import TODAY, World

from .conftest import Span, close


def shown(answer: Any) -> dict[str, Any]:
    return dict(answer.context_data)


def text_of(answer: Any) -> str:
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def send(client: Client, path: str, **fields: Any) -> Any:
    return client.post(path, {"act_id": str(new_id()), **fields})


NEW = {
    "question": "Mengapa kader berhenti?",
    "on": TODAY.isoformat(),
    "region": "32.73",
    "situation": "Insentif terlambat.",
    "context": ["dana_terlambat"],
}


def test_a_session_is_recorded(
    world: World, coe: Instrument, snapshot: Snapshot, span: Span
) -> None:
    span(world.citarip, "2026-01", ("ruang",))
    client = world.client("dinkes_kabkota")
    assert client.get("/pembelajaran/catat/").status_code == 200
    more = {
        "meeting": str(world.opened.pk),
        "snapshot": str(snapshot.pk),
        "figure": "contoh|@passed",
    }
    answer = send(client, "/pembelajaran/catat/", **NEW, **more)
    assert answer.status_code == 303, answer.context_data["form"].errors
    review = Review.objects.get()
    assert answer.headers["Location"] == review.get_absolute_url()
    assert (review.instrument, review.measure, review.snapshot) == (coe, "@passed", snapshot)
    page = client.get(review.get_absolute_url())
    assert page.status_code == 200
    assert "79,55 %" in text_of(page)
    assert 'aria-disabled="true"' in page.content.decode()  # nothing that helped or hindered yet


def test_what_arrives_twice_is_recorded_once(world: World) -> None:
    client, act_id = world.client("dinkes_kabkota"), str(new_id())
    answers = [client.post("/pembelajaran/catat/", NEW | {"act_id": act_id}) for _ in range(2)]
    assert [a.headers["Act"].split()[1] for a in answers] == ["done", "already"]
    assert Review.objects.count() == 1


REFUSED: Any = [
    ({"question": " "}, "question"),
    ({"on": "2026-06-27"}, "on"),
    ({"on": "kemarin"}, "on"),
    ({"region": "99.99"}, "region"),
    ({"region": "32.04"}, "region"),  # of the neighbour
    ({"context": ["tidak-ada"]}, "context"),
    ({"figure": "tidak|ada"}, "figure"),
    ({"meeting": str(new_id())}, "meeting"),
    ({"snapshot": str(new_id())}, "snapshot"),
    ({"organisation": "Puskesmas Soreang"}, "region"),
    ({"act_id": ""}, "act_id"),
]


def test_what_is_refused_keeps_what_was_typed(world: World, subtests: pytest.Subtests) -> None:
    client = world.client("dinkes_kabkota")
    for fields, field in REFUSED:
        with subtests.test(fields=fields):
            answer = send(client, "/pembelajaran/catat/", **NEW | fields)
            assert answer.status_code == 422
            assert list(shown(answer)["form"].errors) == [field]
            assert "Insentif terlambat." in answer.content.decode()
    assert not Review.objects.exists()


def test_a_puskesmas_records_its_own(world: World) -> None:
    """Its note-taker has no right at the region: he names his facility, or the session of his forum."""
    client = world.client("notulis")
    assert send(client, "/pembelajaran/catat/", **NEW).status_code == 422
    own = NEW | {"region": "32.73.04", "organisation": "UPT Puskesmas Citarip"}
    assert send(client, "/pembelajaran/catat/", **own).status_code == 303
    held = NEW | {"region": "32.73.04", "meeting": str(world.opened.pk)}
    assert send(client, "/pembelajaran/catat/", **held).status_code == 303
    assert Review.objects.count() == 2
    for review in Review.objects.all():
        assert client.get(review.get_absolute_url()).status_code == 200


def test_from_draft_to_library(world: World, draft: Review) -> None:
    client, here = world.client("dinkes_kabkota"), draft.get_absolute_url()
    factor = {"helped": "helped", "text": "Dana desa", "domain": "model", "context": "terpencil"}
    assert send(client, f"{here}faktor/catat/", **factor).status_code == 303
    wrong = {"helped": "", "text": "x"}
    assert send(client, f"{here}faktor/catat/", **wrong).status_code == 422
    again = send(client, f"{here}faktor/catat/", **factor | {"helped": "hindered"}, lagi="1")
    assert again.headers["Location"] == f"{here}faktor/catat/?jenis=hindered&domain=model"
    begun = shown(client.get(again.headers["Location"]))["form"].initial
    assert (begun["helped"], begun["domain"]) == ("hindered", "model")
    last = Factor.objects.get(helped=False)
    assert client.get(f"{here}faktor/{last.pk}/hapus/").status_code == 200
    assert send(client, f"{here}faktor/{last.pk}/hapus/").status_code == 303
    whom = {"organisation": "KUA Bojongloa Kaler"}
    assert send(client, f"{here}pembelajar/catat/", **whom).status_code == 303
    assert send(client, f"{here}pembelajar/catat/", **whom).status_code == 422
    decided = {
        "decision": "keep",
        "decided": "Diteruskan.",
        "reason": "Terbukti.",
        "look_on": "2026-09-30",
    }
    assert send(client, f"{here}tutup/", **decided | {"reason": " "}).status_code == 422
    assert send(client, f"{here}tutup/", **decided | {"look_on": "2026-06-01"}).status_code == 422
    assert send(client, f"{here}tutup/", **decided).status_code == 303
    assert send(client, f"{here}tutup/", **decided).status_code == 422
    assert send(client, f"{here}ubah/", **NEW).status_code == 422
    page = text_of(client.get(here))
    for words in ("Dana desa", "Model pelayanan", "daerah terpencil", "Diteruskan.", "Terbukti."):
        assert words in page


def test_a_session_that_is_open_is_filled_in(world: World, snapshot: Snapshot) -> None:
    """On a telephone in the room: the session and its place stand there; what is not needed is folded away."""
    page = world.client("notulis").get("/pembelajaran/catat/")
    form = shown(page)["form"]
    assert form.initial["meeting"] == world.opened.pk
    assert form.initial["region"] == world.opened.region
    names = [field.name for _title, fields, _open in form.groups for field in fields]
    assert sorted(names) == sorted(set(form.fields) - {"act_id", "made_at", "base"})
    assert [is_open for _title, _fields, is_open in form.groups][1:] == [False] * 4
    told = shown(world.client("dinkes_kabkota").get("/pembelajaran/catat/"))["form"]
    assert "35/44, 79,55 %" in str(told["snapshot"]).replace("\xa0", " ")
    wrong = send(world.client("notulis"), "/pembelajaran/catat/", context=["tidak-ada"])
    assert [g[2] for g in shown(wrong)["form"].groups] == [True, False, False, True, False]
    for typed in ("x", str(new_id())):
        answer = world.client("notulis").get(f"/pembelajaran/catat/?rapat={typed}")
        assert answer.status_code == 200


def test_a_draft_says_its_steps(world: World, draft: Review) -> None:
    client, here = world.client("dinkes_kabkota"), draft.get_absolute_url()
    assert [done for done, _text, _url in shown(client.get(here))["steps"]] == [False] * 6
    close(world, draft)
    page = client.get(here)
    assert [done for done, _t, _u in shown(page)["steps"]][:2] == [True, True]
    assert "faktor/catat/?jenis=helped" not in page.content.decode()  # in the library: no steps


def test_who_may_not_promise_is_led_to_a_promise_of_the_session(
    world: World, draft: Review
) -> None:
    """Who keeps no minutes there names what was promised there."""
    with world.doing("administrator") as act:
        record_assignment(act, user=world.users["notulis"], role="dinkes_kabkota", node=world.city)
    for role, step in (("notulis", "catat"), ("dinkes_kabkota", "ikat")):
        client = world.client(role)
        steps = shown(client.get(draft.get_absolute_url()))["steps"]
        leads = [url for _done, _text, url in steps if "/tindakan/" in url]
        assert leads == [f"{draft.get_absolute_url()}tindakan/{step}/"], role
        assert client.get(leads[0]).status_code == 200


def test_two_correct_one_draft(world: World, draft: Review) -> None:
    client, here = world.client("dinkes_kabkota"), draft.get_absolute_url()
    assert client.get(f"{here}ubah/").status_code == 200
    first = NEW | {"base": "1", "meeting": str(world.opened.pk)}
    assert send(client, f"{here}ubah/", **first, components=["monev"]).status_code == 303
    second = send(client, f"{here}ubah/", **first | {"question": "Lain sekali?"})
    assert second.status_code == 409
    draft.refresh_from_db()
    assert (draft.question, draft.components) == (NEW["question"], ["monev"])


def test_a_figure_that_nobody_assessed_yet_stays(world: World, draft: Review) -> None:
    client, address = world.client("dinkes_kabkota"), f"{draft.get_absolute_url()}ubah/"
    form = shown(client.get(address))["form"]
    asked = NEW | {"base": "1", "figure": form.initial["figure"]}
    assert form.initial["figure"] == "contoh|@passed"
    assert send(client, address, **asked, meeting=str(world.opened.pk)).status_code == 303
    draft.refresh_from_db()
    assert draft.measure == "@passed" and draft.instrument is not None


def test_priorities(world: World, draft: Review) -> None:
    here = draft.get_absolute_url()
    with world.doing("administrator") as act:
        record_assignment(act, user=world.users["notulis"], role="dinkes_kabkota", node=world.city)
    client = world.client("notulis")
    promise = {
        "what": "Melatih kader di desa",
        "due_on": "2026-09-01",
        "owner_organisation": "UPT Puskesmas Citarip",
    }
    assert client.get(f"{here}tindakan/catat/").status_code == 200
    assert send(client, f"{here}tindakan/catat/", **promise | {"due_on": ""}).status_code == 422
    answer = send(client, f"{here}tindakan/catat/", **promise)
    assert answer.status_code == 303, answer.context_data["form"].errors
    bound = {"commitment": str(world.promise_new.pk)}
    assert "Memeriksakan" not in text_of(client.get(f"{here}tindakan/ikat/"))  # of another session
    assert send(client, f"{here}tindakan/ikat/", **bound).status_code == 303
    assert send(client, f"{here}tindakan/ikat/", **bound).status_code == 422
    assert draft.actions.count() == 2
    page = text_of(client.get(here))
    assert "Melatih kader di desa" in page and world.promise_new.what in page
    first = draft.actions.order_by("id").first()
    assert first is not None
    assert send(client, f"{here}tindakan/{first.pk}/lepas/").status_code == 303
    assert draft.actions.count() == 1


def test_a_draft_without_a_session_says_so(world: World) -> None:
    client = world.client("dinkes_kabkota")
    send(client, "/pembelajaran/catat/", **NEW)
    here = Review.objects.get().get_absolute_url()
    answer = client.get(f"{here}tindakan/ikat/")
    assert (
        answer.status_code == 200 and "<form" not in answer.content.decode().partition("<main")[2]
    )
    assert client.get(f"{here}tindakan/catat/").status_code == 302


def test_a_promise_that_is_not_the_readers_stays_closed(world: World, draft: Review) -> None:
    with world.doing("dinkes_kabkota") as act:
        actions.bind_priority(act, draft, commitment=world.promise_new)
    close(world, draft)
    assert world.promise_new.what in text_of(world.client("notulis").get(draft.get_absolute_url()))
    page = world.client("neighbour").get(draft.get_absolute_url())
    assert page.status_code == 200
    assert world.promise_new.what not in page.content.decode()


def test_who_should_learn_reads_it(world: World, closed: Review) -> None:
    with world.doing("dinkes_kabkota") as act:
        learner = actions.record_learner(act, closed, organisation=world.kua)
    member, address = world.client("sector_member"), f"/pembelajaran/baca/{learner.pk}/"
    assert closed.question in text_of(member.get("/"))
    assert address in member.get("/pembelajaran/").content.decode()
    assert address in member.get(closed.get_absolute_url()).content.decode()
    assert world.client("partner").get(address).status_code == 403
    assert send(world.client("partner"), address).status_code == 403
    assert send(member, address).status_code == 303
    assert send(member, address).status_code == 303
    assert Learner.objects.get().read_at is not None
    assert closed.question not in text_of(member.get("/"))


def test_the_later_look(world: World, closed: Review, span: Span, time_machine: Any) -> None:
    span(world.citarip, "2026-01", ("ruang",), until="2026-09")
    span(world.citarip, "2026-09", ("ruang", "sk", "kader", "alat"))
    time_machine.move_to("2026-10-01T05:00:00Z")
    client, address = world.client("dinkes_kabkota"), f"{closed.get_absolute_url()}lihat-lagi/"
    assert closed.question in text_of(client.get("/"))
    assert address in client.get("/pembelajaran/").content.decode()
    assert client.get(address).status_code == 200
    look = {"on": "2026-10-01", "was_done": "yes", "did_work": "early", "text": "Baru dua desa."}
    assert list(shown(send(client, address, **look))["form"].errors) == ["next_on"]
    assert send(client, address, **look, next_on="2026-12-01").status_code == 303
    assert {"0 %", "100 %"} <= set(
        re.findall(r"\d+ %", text_of(client.get(closed.get_absolute_url())))
    )
    assert address not in client.get("/pembelajaran/").content.decode()
    time_machine.move_to("2026-12-02T05:00:00Z")
    client = world.client("dinkes_kabkota")  # the session of October has expired
    assert address in client.get("/pembelajaran/").content.decode()
    last = look | {"on": "2026-12-02", "did_work": "yes"}
    assert send(client, address, **last).status_code == 303
    assert address not in client.get("/pembelajaran/").content.decode()
    assert LaterLook.objects.count() == 2


FOUND: Any = [
    ("", 1),
    ("cari=pelatihan+kader", 1),
    ("cari=melatih", 1),
    ("cari=transportasi", 1),  # a factor
    ("cari=bandung", 1),
    ("cari=gempa", 0),
    ("membantu=tetangga", 1),
    ("membantu=transportasi", 0),
    ("menghambat=transportasi", 1),
    ("keputusan=change", 1),
    ("keputusan=stop", 0),
    ("berhasil=none", 1),
    ("berhasil=yes", 0),
    ("wilayah=32.73", 1),
    ("wilayah=32.73.04", 0),
    ("wilayah=32.04", 0),
]


def test_the_library_finds(world: World, closed: Review, subtests: pytest.Subtests) -> None:
    client = world.client("partner")
    for query, number in FOUND:
        with subtests.test(query=query):
            answer = client.get(f"/pembelajaran/?{query}")
            assert answer.status_code == 200
            assert len(shown(answer)["rows"]) == number
    for query in ("wilayah=99.99", "keputusan=x", "berhasil=x", "program=x"):
        with subtests.test(query=query):
            assert client.get(f"/pembelajaran/?{query}").status_code == 422


def test_similar_situations(world: World, closed: Review) -> None:
    client = world.client("partner")
    assert client.get("/pembelajaran/serupa/").status_code == 200
    answer = client.get("/pembelajaran/serupa/?cerita=kader+kami+belum+dilatih")
    assert closed.question in text_of(answer)
    answer = client.get("/pembelajaran/serupa/?cerita=ambulans")
    assert closed.question not in text_of(answer)


def test_drafts_are_for_those_who_write_there(world: World, draft: Review) -> None:
    here = draft.get_absolute_url()
    may = {
        *("dinkes_kabkota", "dinkes_provinsi", "ministry", "mentor"),
        *("notulis", "kepala_puskesmas"),  # of the session in which it was held
    }
    for who in ("sector_member", "partner", "auditor", "neighbour", "outsider", "chair", *may):
        client = world.client(who)
        assert client.get(here).status_code == (200 if who in may else 404), who
        listed = client.get("/pembelajaran/")
        assert (draft.question in listed.content.decode()) is (who in may), who
        assert client.get(f"{here}ubah/").status_code == (200 if who in may else 404), who


def test_lists_cost_the_same_for_any_number(world: World, closed: Review) -> None:
    client, counts = world.client("dinkes_kabkota"), []
    for more in (0, 2):
        for at in range(more):
            with world.doing("dinkes_kabkota") as act:
                made = actions.record_review(
                    act, question=f"Kader ke-{at}?", on=TODAY, region=world.city
                )
            close(world, made)
            with world.doing("dinkes_kabkota") as act:
                actions.record_review(act, question=f"Draf {at}?", on=TODAY, region=world.city)
        for address in ("/pembelajaran/", "/pembelajaran/serupa/?cerita=kader"):
            client.get(address)
            with CaptureQueriesContext(connection) as counted:
                client.get(address)
            counts.append(len(counted))
    assert counts[0] <= counts[2] <= counts[0] + 1  # the factors of drafts, once there are any
    assert counts[1] == counts[3]
