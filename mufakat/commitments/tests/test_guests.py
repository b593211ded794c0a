"""Owners with a personal link: what they see, and what they write."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.commitments import actions
from mufakat.commitments.models import Commitment, DateRequest, Evidence, Update
from mufakat.core.ids import new_id
from mufakat.directory.links import token_of
from mufakat.directory.models import Forum, Link
from mufakat.journal.models import Act
from tests.owners import home, report
from tests.proofs import photo
from tests.world import TODAY, World

pytestmark = pytest.mark.usefixtures("on_the_day")


def test_an_owner_sees_what_was_promised(world: World, of_all: Link) -> None:
    page = Client().get(home(of_all))
    assert page.status_code == 200
    told = page.content.decode()
    assert world.promise_continued.what in told
    for other in (world.promise_kept, world.promise_waiting, world.promise_new):
        assert other.what not in told
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert "no-store" in page.headers["Cache-Control"]


def test_he_reports_with_a_photo(world: World, of_all: Link) -> None:
    where = f"{home(of_all)}{world.promise_continued.pk}/"
    answer = report(Client(), where, says_done="on", photos=[photo(), photo("dua.jpg", "blue")])
    assert (answer.status_code, answer.headers["Location"]) == (303, where)
    update = Update.objects.order_by("at").last()
    assert update
    assert (update.by_id, update.says_done) == (str(of_all.pk), True)
    assert update.by_name == "KUA Bojongloa Kaler (tautan pribadi)"
    act = Act.objects.order_by("number").last()
    assert act
    assert (act.via, act.by_id, act.by_name) == ("link", str(of_all.pk), update.by_name)
    page = Client().get(where).content.decode()
    assert page.count("<img ") == 2
    assert "Sudah 18 dari 20 pasangan." in page
    # And in the forum's own pages, as a sentence of history.
    told = world.client("notulis").get(world.promise_continued.get_absolute_url())
    assert f"<b>{update.by_name}</b>" in told.content.decode()


def test_a_report_that_arrives_twice_is_one(world: World, of_one: Link) -> None:
    before, act_id = Update.objects.count(), str(new_id())
    for _time in range(2):
        answer = report(Client(), home(of_one), act_id=act_id, photos=[photo()])
        assert answer.status_code == 303
    assert (Update.objects.count(), Evidence.objects.count()) == (before + 1, 1)
    # Another photo under the same id is another text.
    again = report(Client(), home(of_one), act_id=act_id, photos=[photo("foto.jpg", "blue")])
    assert again.status_code == 422
    assert Evidence.objects.count() == 1


BAD: Any = [
    (SimpleUploadedFile("surat.pdf", b"MZ\x90\x00"), "surat.pdf"),
    (SimpleUploadedFile("a.svg", b"<svg onload='alert(1)'/>", "image/svg+xml"), "a.svg"),
    (SimpleUploadedFile("../../x.jpg", b"\xff\xd8\xff\xe0rubbish"), "x.jpg"),
    (SimpleUploadedFile("besar.jpg", b"\xff\xd8\xff" + b"0" * (20 * 1024 * 1024)), "besar.jpg"),
]


def test_a_bad_file_gives_back_what_was_typed(
    world: World, of_one: Link, subtests: pytest.Subtests
) -> None:
    before = Update.objects.count()
    for file, name in BAD:
        with subtests.test(name=name):
            answer = report(Client(), home(of_one), text="Teks yang panjang", photos=[file])
            assert answer.status_code == 422
            page = answer.content.decode()
            assert "Teks yang panjang" in page
            assert f"“{name}”" in page
            assert len(answer.context_data["form"].errors["photos"]) == 2  # and: choose again
    assert (Update.objects.count(), Evidence.objects.count()) == (before, 0)


def test_a_rule_that_refuses_asks_for_the_files_again(world: World, of_one: Link) -> None:
    answer = report(Client(), home(of_one), progress="150", photos=[photo()])
    assert answer.status_code == 422
    assert list(answer.context_data["form"].errors) == ["progress", "photos"]


def test_too_many_files(world: World, of_one: Link) -> None:
    answer = report(Client(), home(of_one), photos=[photo(f"{n}.jpg") for n in range(7)])
    assert answer.status_code == 422
    assert not Evidence.objects.exists()


def test_a_link_in_wrong_hands_fills_nothing(
    world: World, of_one: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mufakat.commitments.rules.proofs.MOST_KEPT", 1)
    monkeypatch.setattr("mufakat.commitments.rules.proofs.MOST_A_DAY", 2)
    assert report(Client(), home(of_one), photos=[photo()]).status_code == 303
    assert report(Client(), home(of_one), photos=[photo()]).status_code == 422
    assert report(Client(), home(of_one)).status_code == 303
    assert report(Client(), home(of_one)).status_code == 422
    assert (Evidence.objects.count(), Update.objects.count()) == (1, 3)


def test_he_asks_for_a_new_date(world: World, of_one: Link) -> None:
    url, act_id = f"{home(of_one)}tanggal/", str(new_id())
    sent = {"act_id": act_id, "wanted_on": "2026-06-01", "reason": "Calon pengantin menunda"}
    assert Client().post(url, sent).status_code == 422
    sent["wanted_on"] = "2026-10-30"
    for _time in range(2):
        assert Client().post(url, sent).status_code == 303
    assert str(DateRequest.objects.get().wanted_on) == "2026-10-30"
    assert "Calon pengantin menunda" in Client().get(home(of_one)).content.decode()


# -- What a link does not open -------------------------------------------------------------------


def test_a_forum_that_ended_answers_no_wish(world: World, of_one: Link) -> None:
    Forum.objects.filter(pk=world.forum.pk).update(valid_to=TODAY)
    client, here = Client(), f"/janji-satu/{token_of(of_one)}/"
    assert f"{here}tanggal/" not in client.get(here).content.decode()
    page = client.get(f"{here}tanggal/").content.decode()
    assert "tidak bertemu lagi" in page and 'name="wanted_on"' not in page
    sent = {"act_id": str(new_id()), "wanted_on": "2026-10-01", "reason": "x"}
    assert client.post(f"{here}tanggal/", sent).status_code == 422
    assert not DateRequest.objects.exists()


def test_it_names_one_thing(world: World, of_all: Link, of_one: Link) -> None:
    other = world.promise_waiting
    assert Client().get(f"{home(of_all)}{other.pk}/").status_code == 404
    assert report(Client(), f"{home(of_all)}{other.pk}/").status_code == 404
    with world.doing("partner") as act:
        from tests.proofs import proof

        actions.record_update(act, commitment=other, text="x", proofs=[proof()])
    file = Evidence.objects.get()
    assert Client().get(f"{home(of_one)}bukti/{file.pk}/").status_code == 404
    mine = f"{home(of_all)}{world.promise_continued.pk}/"
    assert Client().get(f"{mine}bukti/{file.pk}/").status_code == 404
    assert Client().get(f"{mine}bukti/{file.pk}/tarik/").status_code == 404


def test_two_links_to_one_promise_report_at_once(world: World, of_all: Link, of_one: Link) -> None:
    """Both forms were opened before either was sent: both reports stand, each under its own link."""
    before = set(Update.objects.values_list("pk", flat=True))
    for link, inside in ((of_all, f"{world.promise_continued.pk}/"), (of_one, "")):
        where = f"{home(link)}{inside}"
        answer = report(Client(), where, text=f"Lewat {link.kind}", says_done="on")
        assert answer.status_code == 303
    fresh = Update.objects.exclude(pk__in=before)
    assert {u.text for u in fresh} == {"Lewat promises", "Lewat commitment"}
    assert {u.by_id for u in fresh} == {str(of_all.pk), str(of_one.pk)}
    # The same id of an act through the other link is nobody's to repeat.
    act_id = str(new_id())
    assert report(Client(), home(of_one), act_id=act_id).status_code == 303
    again = report(Client(), f"{home(of_all)}{world.promise_continued.pk}/", act_id=act_id)
    assert again.status_code in (403, 409, 422)
    assert Update.objects.exclude(pk__in=before).count() == 3


def test_what_another_forum_took_over_stays_his(world: World, of_all: Link) -> None:
    Commitment.objects.filter(pk=world.promise_continued.pk).update(
        forum=world.neighbour_forum, origin=world.forum, taken_on="2026-06-26"
    )
    assert world.promise_continued.what in Client().get(home(of_all)).content.decode()


# -- Files ---------------------------------------------------------------------------------------


def test_how_a_file_is_sent(world: World, of_one: Link, tmp_path: Path) -> None:
    report(Client(), home(of_one), photos=[photo("Foto <b>.jpg")])
    file = Evidence.objects.get()
    url = f"{home(of_one)}bukti/{file.pk}/"
    for address in (url, f"{url}?kecil"):
        answer = Client().get(address)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Content-Disposition"].startswith("inline")
        assert "private" in answer.headers["Cache-Control"]
        assert answer.content.startswith(b"\xff\xd8\xff")
    names = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert len(names) == 2
    assert not any("Foto" in name for name in names)
    assert world.client("notulis").get(f"/bukti/{file.pk}/").status_code == 200
    assert world.client("outsider").get(f"/bukti/{file.pk}/").status_code == 404
    assert Client().get(f"/bukti/{file.pk}/").status_code == 302  # to the sign-in


def test_a_file_is_withdrawn_with_a_reason(
    world: World, of_one: Link, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    report(Client(), home(of_one), photos=[photo("pasien.jpg")])
    file = Evidence.objects.get()
    url = f"{home(of_one)}bukti/{file.pk}/"
    act_id = str(new_id())
    assert Client().post(f"{url}tarik/", {"act_id": act_id}).status_code == 422
    sent = {"act_id": act_id, "reason": "Wajah anak terlihat"}
    with django_capture_on_commit_callbacks(execute=True):
        assert Client().post(f"{url}tarik/", sent).status_code == 303
    assert Client().post(f"{url}tarik/", sent).status_code == 303  # arrives twice
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert Client().get(url).status_code == 404
    page = Client().get(home(of_one)).content.decode()
    assert "pasien.jpg" in page
    assert "Wajah anak terlihat" in page
    again = {"act_id": str(new_id()), "reason": "Sekali lagi"}
    assert Client().post(f"{url}tarik/", again).status_code == 422


def test_who_did_not_send_it_does_not_withdraw_it(world: World, of_one: Link) -> None:
    with world.doing("sector_member") as act:
        from tests.proofs import proof

        actions.record_update(act, commitment=world.promise_continued, text="x", proofs=[proof()])
    file = Evidence.objects.get()
    sent = {"act_id": str(new_id()), "reason": "x"}
    assert Client().post(f"{home(of_one)}bukti/{file.pk}/tarik/", sent).status_code == 403
    assert world.client("partner").post(f"/bukti/{file.pk}/tarik/", sent).status_code == 403
    assert world.client("notulis").post(f"/bukti/{file.pk}/tarik/", sent).status_code == 303


def test_pages_cost_the_same_for_any_number(world: World, of_all: Link) -> None:
    where = f"{home(of_all)}{world.promise_continued.pk}/"
    cost = []
    for _more in range(2):
        report(Client(), where, photos=[photo()])
        queries = 0
        for url in (home(of_all), where):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert Client().get(url).status_code == 200
            assert len(asked) <= 15
            queries += len(asked)
        cost.append(queries)
        report(Client(), where, photos=[photo(), photo("b.jpg")])
    assert cost[0] == cost[1]


def test_eighty_percent_and_done_is_asked_back(world: World, of_one: Link) -> None:
    """11 of 14 schools and "done": nobody makes 100 % of what was typed."""
    before = Update.objects.count()
    answer = report(Client(), home(of_one), progress="80", says_done="on", text="11 dari 14")
    assert answer.status_code == 422
    assert list(answer.context_data["form"].errors) == ["progress"]
    page = answer.content.decode()
    assert 'value="80"' in page and "11 dari 14" in page
    assert Update.objects.count() == before
    for typed in ("100", ""):
        assert report(Client(), home(of_one), progress=typed, says_done="on").status_code == 303
    assert report(Client(), home(of_one), progress="80").status_code == 303
    written = Update.objects.order_by("at", "id").values_list("progress", "says_done")
    assert list(written)[-3:] == [(100, True), (100, True), (80, False)]
