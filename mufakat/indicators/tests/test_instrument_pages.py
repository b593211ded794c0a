"""The pages of instruments: read, begun, written question by question, published."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.indicators.models import Instrument, InstrumentVersion
from mufakat.indicators.queries import versions as known
from mufakat.indicators.rules import read
from mufakat.journal.models import Act
from tests.measured import OWN, write_instrument
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_a_day() -> Iterator[None]:
    with time_machine.travel("2026-06-26T05:00:00Z"):
        yield


def form_of(client: Client, url: str) -> dict[str, str]:
    """What a browser would send of the form as it is shown."""
    form = client.get(url).context_data["form"]  # type: ignore[index]
    sent: dict[str, str] = {}
    for f in form:
        if f.widget_type == "checkbox":
            sent |= {f.html_name: "on"} if f.value() else {}
        else:
            value = f.value()
            sent[f.html_name] = "" if value is None else str(getattr(value, "text", value))
    return sent


def at(*parts: object) -> str:
    return "/instrumen/" + "".join(f"{part}/" for part in parts)


@pytest.fixture
def dinkes(world: World) -> Client:
    return world.client("dinkes_kabkota")


@pytest.fixture
def draft(world: World) -> InstrumentVersion:
    return write_instrument(world)


def said(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


# -- Read ---------------------------------------------------------------------------------------


def test_the_list_and_every_starter_can_be_read(world: World) -> None:
    client = world.client("notulis")
    listed = said(client, at())
    starters = Instrument.objects.filter(is_starter=True)
    assert starters.count() == 10
    for each in starters:
        assert each.title in listed
        assert each.source.split(".")[0] in said(client, at(each.code))
        text = said(client, at(each.code, 1))
        for asked in known.form_of(each.versions.get()).indicators:
            assert asked.title.replace("'", "&#x27;") in text


def test_the_page_is_the_paper(world: World) -> None:
    text = said(world.client("notulis"), at("pkp-manajemen", 1))
    assert "9 sampai 12 kali" in text and "8,45 dibaca 8,5" in text
    assert "index*1000 &gt;= 845" in text


def test_a_list_of_one_and_of_three_costs_the_same(world: World) -> None:
    client = world.client("dinkes_kabkota")
    client.get(at())
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(at())
    write_instrument(world)
    with CaptureQueriesContext(connection) as more:
        client.get(at())
    assert len(one) == len(more)


def test_a_draft_is_seen_only_where_it_is_written(world: World, draft: InstrumentVersion) -> None:
    assert world.client("notulis").get(at(OWN, 1)).status_code == 200
    assert world.client("notulis").get(at(OWN, 2)).status_code == 404
    assert "ubah/" not in said(world.client("notulis"), at())
    assert at(OWN, 2) in said(world.client("dinkes_provinsi"), at())
    assert world.client("dinkes_kabkota").get(at(OWN, 2)).status_code == 200
    assert world.client("dinkes_kabkota").get(at(OWN, 1, "ubah")).status_code == 302
    assert world.client("dinkes_kabkota").get(at("coe", 1, "ubah")).status_code == 403


# -- Begin --------------------------------------------------------------------------------------


def copy(client: Client, world: World, **more: str) -> Any:
    url = at("catat") + "?salin=psc-119/1"
    sent = form_of(client, url) | {"code": "psc-bandung", "keeper": str(world.bodies["dinkes"].pk)}
    return client.post(url, sent | more), sent


def test_copy_a_starter(world: World, dinkes: Client) -> None:
    answer, sent = copy(dinkes, world)
    assert answer.status_code == 303 and answer.headers["Location"] == at("psc-bandung", 1, "ubah")
    own = Instrument.objects.get(code="psc-bandung")
    assert (own.level, own.is_starter) == ("kabkota", False)
    assert own.keeper_id == world.bodies["dinkes"].pk
    again = dinkes.post(at("catat") + "?salin=psc-119/1", sent)
    assert again.headers["Act"].endswith("already") and own.versions.count() == 1


def test_the_office_of_the_writer_is_offered(world: World, dinkes: Client) -> None:
    shown = dinkes.get(at("catat")).context_data["form"]["keeper"].value()  # type: ignore[index]
    assert shown.text.startswith("Dinas Kesehatan Kota Bandung")


@pytest.mark.parametrize(
    "more",
    [
        {"code": "coe"},
        {"code": "catat"},
        {"code": "Psc Bandung"},
        {"code": "-"},
        {"title": ""},
        {"keeper": "Dinas Kesehatan Kabupaten Bandung"},  # the neighbour's
        {"keeper": ""},
    ],
)
def test_refused_in_its_form(world: World, dinkes: Client, more: dict[str, str]) -> None:
    answer, _sent = copy(dinkes, world, **more)
    assert answer.status_code == 422 and Instrument.objects.count() == 10


def test_an_empty_one(world: World, dinkes: Client) -> None:
    sent = form_of(dinkes, at("catat")) | {"code": "baru", "title": "Baru", "level": "posyandu"}
    sent["keeper"] = str(world.bodies["dinkes"].pk)
    assert dinkes.post(at("catat"), sent).status_code == 303
    text = said(dinkes, at("baru", 1, "ubah"))
    assert 'aria-disabled="true"' in text  # it has no question: it cannot be published yet
    assert dinkes.post(at("baru", 1, "tarik"), {"act_id": str(new_id())}).status_code == 303
    assert not Instrument.objects.filter(code="baru").exists()
    assert dinkes.get(at()).status_code == 200


def test_only_who_guides_programmes(world: World) -> None:
    assert world.client("notulis").get(at("catat")).status_code == 403
    assert "/instrumen/catat/" not in said(world.client("notulis"), at())


# -- A draft, question by question --------------------------------------------------------------


def body_of(draft: InstrumentVersion) -> dict[str, Any]:
    draft.refresh_from_db()
    return dict(draft.body)


def codes(draft: InstrumentVersion, domain: str) -> list[str]:
    found = next(d for d in body_of(draft)["domain"] if d["code"] == domain)
    return [row["code"] for row in found["indicator"]]


def test_add_a_question(dinkes: Client, draft: InstrumentVersion) -> None:
    url = at(OWN, 2, "soal", "catat") + "?domain=sdm"
    sent = form_of(dinkes, url) | {
        "title": "Banyak kader terlatih",
        "code": "kader-terlatih",
        "part": "posyandu",
        "kind": "range",
        "bands": "0 | Tidak ada\n1 | Satu atau dua | 1\n2 | Tiga atau lebih | 3",
        "met_at": "2",
        "combine": "share",
        "share_percent": "75",
        "after": "first",
    }
    assert sent["domain"] == "sdm"
    answer = dinkes.post(url, sent)
    assert answer.status_code == 303
    assert codes(draft, "sdm")[0] == "kader-terlatih"
    row = known.form_of(draft).by_code["kader-terlatih"]
    assert [(b.points, b.least, b.below) for b in row.bands] == [
        (0, "", "1"),
        (1, "1", "3"),
        (2, "3", ""),
    ]
    assert (row.share_percent, row.met_at, row.combine) == (75, 2, "share")
    assert dinkes.post(url, sent).headers["Act"].endswith("already")
    assert "Banyak kader terlatih" in said(dinkes, answer.headers["Location"])


@pytest.mark.parametrize(
    "more",
    [
        {"code": "sk-tim-ilp"},  # another question has it
        {"code": "SK Tim"},
        {"title": ""},
        {"domain": "lain"},
        {"kind": "range", "bands": ""},
        {"kind": "scale", "bands": "sepuluh | Ada\n0 | Tidak", "met_at": "1"},
        {"kind": "scale", "bands": "0 | Tidak\n1 | Ada", "met_at": "2"},
        {"kind": "range", "bands": "0 | Tidak\n1 | Ada", "met_at": "1"},
        {"kind": "range", "bands": "0 | Tidak\n1 | Ada | x", "met_at": "1"},
        {"kind": "scale", "bands": "Tidak ada\nAda", "met_at": "1"},
        {"kind": "number"},
        {"kind": "number", "numerator": "a", "denominator": "b", "target_percent": "140"},
        {"combine": "share"},
        {"combine": "pool"},
        {"computed": "lokmin_bulanan"},
        {"computed": "lain"},
        {"part": "rumah_sakit"},
        {"weight": "-1"},
        {"until": "2026-02-31"},
    ],
)
def test_a_question_is_refused_in_its_form(
    dinkes: Client, draft: InstrumentVersion, more: dict[str, str]
) -> None:
    url = at(OWN, 2, "soal", "catat")
    sent = form_of(dinkes, url) | {"title": "x", "code": "x", "part": "posyandu"} | more
    before = body_of(draft)
    answer = dinkes.post(url, sent)
    assert answer.status_code == 422 and body_of(draft) == before
    for name, value in more.items():
        if name in ("title", "bands") and value:
            assert value.splitlines()[0] in answer.content.decode()


def test_change_move_and_switch_off(dinkes: Client, draft: InstrumentVersion) -> None:
    url = at(OWN, 2, "soal", "sk-klaster", "ubah")
    sent = form_of(dinkes, url)
    assert sent["after"] == "sk-tim-ilp" and sent["domain"] == "kebijakan"
    sent |= {"title": "SK klaster", "domain": "sdm", "after": "kader-pustu", "until": "2026-08-31"}
    assert dinkes.post(url, sent).status_code == 303
    found = codes(draft, "sdm")
    assert found[found.index("kader-pustu") + 1] == "sk-klaster"
    assert "sk-klaster" not in codes(draft, "kebijakan")
    row = known.form_of(draft).by_code["sk-klaster"]
    assert (row.title, row.until, row.key) == ("SK klaster", date(2026, 8, 31), "sk-klaster")
    text = said(dinkes, at(OWN, 2, "perubahan"))
    assert "SK klaster" in text


def test_a_form_sent_as_it_was_shown_changes_nothing(
    dinkes: Client, draft: InstrumentVersion
) -> None:
    before = read(body_of(draft))
    for code in ("kader-posyandu", "kader-purwa", "tempat-posyandu", "sk-tim-ilp"):
        url = at(OWN, 2, "soal", code, "ubah")
        assert dinkes.post(url, form_of(dinkes, url)).status_code == 303
    assert read(body_of(draft)) == before


def test_nobody_writes_over_what_he_has_not_read(dinkes: Client, draft: InstrumentVersion) -> None:
    url = at(OWN, 2, "soal", "sk-klaster", "ubah")
    one, other = form_of(dinkes, url), form_of(dinkes, url)
    assert dinkes.post(url, one | {"title": "Satu"}).status_code == 303
    answer = dinkes.post(url, other | {"title": "Dua"})
    assert answer.status_code == 422 and "Dua" in answer.content.decode()
    assert known.form_of(draft).by_code["sk-klaster"].title != "Dua"


def test_take_a_question_out(dinkes: Client, draft: InstrumentVersion) -> None:
    url = at(OWN, 2, "soal", "sk-klaster", "tarik")
    sent = {"act_id": str(new_id())}
    assert dinkes.post(url, sent).status_code == 303
    assert "sk-klaster" not in codes(draft, "kebijakan")
    assert dinkes.get(url).status_code == 404


def test_domains(dinkes: Client, draft: InstrumentVersion) -> None:
    url = at(OWN, 2, "domain", "catat")
    sent = form_of(dinkes, url) | {"title": "Dana", "code": "dana", "after": "sdm"}
    assert dinkes.post(url, sent).status_code == 303
    assert [d["code"] for d in body_of(draft)["domain"]][3] == "dana"
    assert known.faults_of(draft)
    url = at(OWN, 2, "domain", "dana", "ubah")
    sent = form_of(dinkes, url)
    assert sent["after"] == "sdm"
    del sent["scored"]
    assert dinkes.post(url, sent | {"weight": "3", "after": "first"}).status_code == 303
    first = body_of(draft)["domain"][0]
    assert (first["code"], first["weight"], first["scored"]) == ("dana", 3, False)
    assert dinkes.post(url, sent).status_code == 422  # it was changed meanwhile
    refused = dinkes.post(at(OWN, 2, "domain", "sdm", "tarik"), {"act_id": str(new_id())})
    assert refused.status_code == 422
    gone = dinkes.post(at(OWN, 2, "domain", "dana", "tarik"), {"act_id": str(new_id())})
    assert gone.status_code == 303 and not known.faults_of(
        InstrumentVersion.objects.get(pk=draft.pk)
    )


@pytest.mark.parametrize(
    "more", [{"code": "sdm"}, {"code": "SDM 1"}, {"code": "a__b"}, {"title": ""}, {"weight": "x"}]
)
def test_a_domain_is_refused(dinkes: Client, draft: InstrumentVersion, more: Any) -> None:
    url = at(OWN, 2, "domain", "catat")
    sent = form_of(dinkes, url) | {"title": "Dana", "code": "dana"} | more
    assert dinkes.post(url, sent).status_code == 422


def test_threshold_and_grades(dinkes: Client, draft: InstrumentVersion) -> None:
    url = at(OWN, 2, "ambang")
    own = form_of(dinkes, url) | {"percent": "", "threshold": OF_A_DOMAIN}
    own["grade"] = "A | Baik | index*100 >= 80\nB | Kurang | index >= 0"
    assert dinkes.post(url, own).status_code == 303
    assert [g["code"] for g in body_of(draft)["grade"]] == ["A", "B"]
    assert not known.faults_of(draft)
    assert form_of(dinkes, url)["threshold"] == OF_A_DOMAIN
    usual = form_of(dinkes, url) | {"threshold": "", "percent": "75", "all_required": "on"}
    assert dinkes.post(url, usual).status_code == 303
    rule = "must_met >= must_applicable and met*100 >= 75*applicable"
    assert body_of(draft)["threshold"] == rule
    assert form_of(dinkes, url)["percent"] == "75"


OF_A_DOMAIN = "sdm__index*100 >= 60 and met*100 >= 80*applicable"
WRONG_HEADS: Any = [
    {"percent": "", "threshold": "met >= ada"},
    {"percent": "", "threshold": "met >="},
    {"percent": "", "threshold": ""},
    {"percent": "101"},
    {"percent": "80", "threshold": OF_A_DOMAIN},
    {"grade": "A, baik"},
    {"grade": "A | Baik | sdm >= 1"},
]


@pytest.mark.parametrize("wrong", WRONG_HEADS)
def test_a_broken_rule_is_refused_at_once(
    dinkes: Client, draft: InstrumentVersion, wrong: Any
) -> None:
    url = at(OWN, 2, "ambang")
    before = body_of(draft)
    answer = dinkes.post(url, form_of(dinkes, url) | wrong)
    assert answer.status_code == 422 and body_of(draft) == before
    if wrong.get("grade") or wrong.get("threshold"):
        assert re.search(r"<details[^>]* open", answer.content.decode())


# -- Publish ------------------------------------------------------------------------------------


def test_publish_with_a_map(dinkes: Client, draft: InstrumentVersion) -> None:
    url = at(OWN, 2, "soal", "sk-klaster", "ubah")
    dinkes.post(url, form_of(dinkes, url) | {"code": "sk-pj-klaster"})
    url = at(OWN, 2, "soal", "sk-tim-ilp", "tarik")
    dinkes.post(url, {"act_id": str(new_id())})
    url = at(OWN, 2, "terbitkan")
    assert said(dinkes, url)
    sent = form_of(dinkes, url) | {"valid_from": "2026-07-01"}
    assert set(sent) >= {"map_sk-klaster", "map_sk-tim-ilp"} and "map_rpk-ilp" not in sent
    assert sent["map_sk-klaster"] == "sk-pj-klaster"  # it kept its lasting name in the draft
    assert dinkes.post(url, sent).status_code == 422  # nothing is said of the other
    sent |= {"map_sk-klaster": "sk-pj-klaster", "map_sk-tim-ilp": "-"}
    for early in ("2026-01-01", "2026-06-25", "", "besok"):
        assert dinkes.post(url, sent | {"valid_from": early}).status_code == 422
    doubled = dinkes.post(url, sent | {"map_sk-tim-ilp": "rpk-ilp"})
    assert doubled.status_code == 422
    answer = dinkes.post(url, sent)
    assert answer.status_code == 422 and answer.context_data is not None  # not read yet
    told = {len(each["rows"]) for each in answer.context_data["becomes"]}
    assert told == {1, 31} and not InstrumentVersion.objects.get(pk=draft.pk).is_published
    sent["shown"] = answer.context_data["form"]["shown"].value()
    answer = dinkes.post(url, sent)
    assert answer.status_code == 303 and answer.headers["Location"] == at(OWN, 2)
    draft.refresh_from_db()
    assert draft.is_published and draft.mapping["sk-klaster"] == "sk-pj-klaster"
    assert draft.mapping["sk-tim-ilp"] == "" and draft.mapping["rpk-ilp"] == "rpk-ilp"
    assert known.form_of(draft).by_code["sk-pj-klaster"].key == "sk-klaster"
    assert dinkes.post(url, sent).headers["Act"].endswith("already")
    assert said(dinkes, at(OWN, 2, "perubahan")) and said(dinkes, at(OWN))


def test_what_is_published_stays(dinkes: Client, draft: InstrumentVersion) -> None:
    """A hand-made form, or one that was open while somebody published."""
    before = InstrumentVersion.objects.get(instrument__code=OWN, number=1).body
    count = Act.objects.count()
    for url in (
        at(OWN, 1, "ambang"),
        at(OWN, 1, "soal", "catat"),
        at(OWN, 1, "soal", "sk-klaster", "ubah"),
        at(OWN, 1, "domain", "catat"),
        at(OWN, 1, "domain", "sdm", "ubah"),
    ):
        sent = form_of(dinkes, url) | {"title": "x", "code": "x"}
        sent |= {"part": "puskesmas"} if "soal" in url else {}
        assert dinkes.post(url, sent).status_code == 422, url
        assert '<form method="post" action="?kirim"' not in said(dinkes, url)
    for url in (at(OWN, 1, "soal", "sk-klaster", "tarik"), at(OWN, 1, "tarik")):
        assert dinkes.post(url, {"act_id": str(new_id())}).status_code == 422
    url = at(OWN, 1, "terbitkan")
    sent = {"act_id": str(new_id()), "valid_from": "2026-12-01"}
    assert dinkes.post(url, sent).status_code == 422
    assert InstrumentVersion.objects.get(instrument__code=OWN, number=1).body == before
    assert Act.objects.count() == count


def test_a_faulty_draft_is_not_published(dinkes: Client, draft: InstrumentVersion) -> None:
    url = at(OWN, 2, "domain", "catat")
    dinkes.post(url, form_of(dinkes, url) | {"title": "Dana", "code": "dana"})
    url = at(OWN, 2, "terbitkan")
    answer = dinkes.post(url, form_of(dinkes, url) | {"valid_from": "2026-07-01"})
    assert answer.status_code == 422 and "“Dana”" in answer.content.decode()


def test_one_draft_at_a_time(dinkes: Client, draft: InstrumentVersion) -> None:
    url = at(OWN, "versi", "catat")
    assert dinkes.post(url, {"act_id": str(new_id())}).status_code == 422
    assert dinkes.post(at(OWN, 2, "tarik"), {"act_id": str(new_id())}).status_code == 303
    sent = {"act_id": str(new_id())}
    assert dinkes.post(url, sent).status_code == 303
    assert dinkes.post(url, sent).headers["Act"].endswith("already")


def test_the_neighbour_may_not(world: World, draft: InstrumentVersion) -> None:
    """The instrument of an office is read by all who guide programmes, and written by none of them but its own."""
    for who in ("notulis", "partner", "auditor", "neighbour"):
        client = world.client(who)
        assert client.get(at(OWN, 1)).status_code == 200
        assert client.get(at(OWN, 2, "terbitkan")).status_code == 403


# -- What is counted ----------------------------------------------------------------------------


def test_counted_rows_are_named(world: World) -> None:
    client = world.client("kepala_puskesmas")
    url = f"/organisasi/{world.citarip.pk}/hitungan/2026/"
    text = said(client, url)
    assert world.ratified.title in text and world.ratified.get_absolute_url() in text
    assert client.get(f"/organisasi/{world.citarip.pk}/hitungan/1800/").status_code == 404
    assert world.client("neighbour").get(url).status_code == 403
    assert url in said(client, at("pkp-manajemen"))
    assert "/hitungan/" not in said(client, at("coe"))
    assert "/hitungan/" not in said(world.client("chair"), at("pkp-manajemen"))
    assert said(world.client("dinkes_kabkota"), at("pkp-manajemen")).count("/hitungan/2026/") == 2
