"""Borders from a file: read, matched, simplified, drawn; and the tiles where there are none."""

import json
import random
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.directory.models import Region, RegionCode
from mufakat.indicators.actions.boundaries import import_boundaries
from mufakat.indicators.boundaries import drawing, labels, shapes, tiles
from mufakat.indicators.boundaries.land import Land
from mufakat.indicators.boundaries.matching import Known, Place, Unmatched, dotted, match, plain
from mufakat.indicators.boundaries.reading import Outline, outlines
from mufakat.indicators.models import Boundary
from tests.regions import codes_below, load_these

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "wilayah"
SQUARE = [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]


def geojson(*features: dict[str, Any], shape: Any = None) -> bytes:
    shape = shape or {"type": "Polygon", "coordinates": [SQUARE]}
    told = [{"type": "Feature", "properties": each, "geometry": shape} for each in features]
    return json.dumps({"type": "FeatureCollection", "features": told}).encode()


# -- Reading -----------------------------------------------------------------------------------


def test_geojson_and_topojson_say_the_same() -> None:
    topology = {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.5], "translate": [10, -5]},
        "arcs": [[[0, 0], [0, 2], [2, 0]], [[2, 2], [0, -2], [-2, 0]]],
        "objects": {
            "x": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"kode": "11"}},
                    {"type": "MultiPolygon", "arcs": [[[-2, -1]]]},
                ],
            }
        },
    }
    one, two = outlines(json.dumps(topology).encode())
    ring = [(10.0, -5.0), (10.0, -4.0), (11.0, -4.0), (11.0, -5.0), (10.0, -5.0)]
    assert one == Outline({"kode": "11"}, [[ring]])
    assert two.polygons == [[[*reversed(ring)]]]
    shape = {"type": "Polygon", "coordinates": [[*map(list, ring)]]}
    assert outlines(geojson({"kode": "11"}, shape=shape)) == [one]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unreadable"),
        (b"PK\x03\x04 a shapefile", "unreadable"),
        (b"\xff\xfe\x00", "unreadable"),
        (b"[]", "unreadable"),
        (b'{"type": "Topology"}', "unreadable"),
        (b'{"type": "FeatureCollection", "features": []}', "unreadable"),
        (b'{"type": "FeatureCollection", "features": [1]}', "unreadable"),
        (b"[" * 100_000, "unreadable"),
        (geojson({}, shape={"type": "Point", "coordinates": [1, 2]}), "unreadable"),
        (geojson({}, shape={"type": "Polygon", "coordinates": [[[1], [2]]]}), "unreadable"),
        (geojson({}, shape={"type": "Polygon", "coordinates": [["ab", "cd"]]}), "unreadable"),
        (geojson({}, shape={"type": "Polygon", "coordinates": [[[500000, 9e6]] * 4]}), "degrees"),
        (geojson({}).replace(b"[1, 1]", b"[NaN, 1]"), "degrees"),
        (geojson({}).replace(b"[1, 1]", b"[1%s, 1]" % (b"0" * 400)), "unreadable"),
        (geojson({}).replace(b"{}", b'["a"]'), "unreadable"),
        (geojson({}).replace(b"{}", b'"kode 53"'), "unreadable"),
    ],
)
def test_a_file_that_is_none(data: bytes, code: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        outlines(data)
    assert broken.value.code.endswith(code)


# -- Matching ----------------------------------------------------------------------------------

ENDE, LEMBATA = Place(1, "53.08", "Ende", 2), Place(2, "53.13", "Lembata", 2)
KUPANG, TOWN = Place(3, "53.01", "Kupang", 2), Place(4, "53.71", "Kupang", 2)
NTT, JAKARTA = (
    Place(5, "53", "Nusa Tenggara Timur", 1),
    Place(6, "31.71", "Administrasi Jakarta Pusat", 2),
)
KNOWN = Known.of(
    [ENDE, LEMBATA, KUPANG, TOWN, NTT, JAKARTA], {"5308": LEMBATA, "5311": ENDE, "5371": TOWN}
)


@pytest.mark.parametrize(
    ("said", "system", "found"),
    [
        ({"kode": "53.08", "nama": "Kabupaten Ende"}, "", ENDE),
        ({"KODE": "5308"}, "", "no_system"),  # Ende in one system, Lembata in the other
        ({"kode": 5308}, "", "no_system"),
        ({"kode": 5308}, "kemendagri", ENDE),
        ({"kode": 5308, "nama": "Ende"}, "", ENDE),
        ({"kode_kemendagri": "5308"}, "", ENDE),
        ({"kode": "5371"}, "", TOWN),  # the same in both
        ({"kode": "53"}, "", "no_system"),
        ({"kode": "5308"}, "bps", LEMBATA),
        ({"kode_bps": "5308"}, "", LEMBATA),
        ({"kode": "5308", "nama": "Kabupaten Lembata"}, "", "other_name"),  # BPS, told as if not
        ({"kode": "5308", "nama": "Lembata"}, "bps", LEMBATA),
        ({"kode": "53.1", "nama": "Kupang"}, "", "unknown"),  # it has lost a figure
        ({"kode": "53.99"}, "", "unknown"),
        ({"nama": "Ende", "kode_prov": "53"}, "", ENDE),
        ({"nama": "Ende"}, "", "unknown"),  # the region above is not told
        ({"nama": "Kupang", "kode_prov": "53"}, "", "unclear"),  # the regency and the town
        ({"nama": "NUSA TENGGARA TIMUR"}, "", NTT),
        ({"kode": "31.71", "nama": "Kota Administrasi Jakarta Pusat"}, "", JAKARTA),
        ({}, "", "unknown"),
        ({"kode": None, "nama": ["x"]}, "", "unknown"),
    ],
)
def test_of_which_region_an_outline_is(said: dict[str, Any], system: str, found: Any) -> None:
    told = match(Outline(said, []), KNOWN, system)
    assert (told.why if isinstance(told, Unmatched) else told) == found


def test_codes_and_names() -> None:
    assert dotted("3273041003") == "32.73.04.1003" and dotted("53.8") == dotted("531") == ""
    assert dotted("5.308") == "" and dotted("53.08") == "53.08"
    assert plain("Kab. Timor Tengah Selatan") == plain("TIMOR TENGAH SELATAN")
    assert plain("Kota") == "kota"


# -- Importing ---------------------------------------------------------------------------------


@pytest.fixture
def province(db: None) -> dict[str, Region]:
    return load_these(*codes_below("53"))


def square(x: float, y: float, size: float = 1) -> dict[str, Any]:
    ring = [[x, y], [x, y + size], [x + size, y + size], [x + size, y], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def features(**shapes: Any) -> bytes:
    told = [
        {"type": "Feature", "properties": {"kode": kode.replace("_", ".")}, "geometry": shape}
        for kode, shape in {name.lstrip("k"): each for name, each in shapes.items()}.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": told}).encode()


def test_import_twice_and_again_with_another_shape(province: dict[str, Region]) -> None:
    first = features(k53_08=square(120, -9), k53_07=square(121, -9), k53_99=square(122, -9))
    done = import_boundaries(first, source="uji")
    assert (done.added, done.replaced, done.same) == (2, 0, 0)
    assert [(each.label, each.why) for each in done.left] == [("53.99", "unknown")]
    assert "53.13 Lembata" in done.without and len(done.without) == 20
    again = import_boundaries(first, source="uji")
    assert (again.added, again.replaced, again.same) == (0, 0, 2)
    moved = import_boundaries(features(k53_08=square(120, -8)), source="uji")
    assert (moved.added, moved.replaced, moved.same) == (0, 1, 0)
    ende = Boundary.objects.get(region=province["53.08"])
    assert ende.label == [120.5, -7.5] and ende.source == "uji"
    assert Boundary.objects.count() == 2  # what the file does not name stays


@pytest.mark.parametrize(
    "data",
    [
        features(k99_01=square(1, 1)),
        features(k53_08={"type": "Polygon", "coordinates": [[[1, 1], [2, 2], [1, 1]]]}),
        b"{",
    ],
)
def test_a_wrong_file_changes_nothing(province: dict[str, Region], data: bytes) -> None:
    import_boundaries(features(k53_08=square(120, -9)), source="uji")
    before = list(Boundary.objects.values())
    with suppress(RuleBroken):
        done = import_boundaries(data, source="x")
        assert [each.why for each in done.left] == ["no_area"]
    assert list(Boundary.objects.values()) == before


def test_two_outlines_for_one_region_are_both_left(province: dict[str, Region]) -> None:
    feature = {"type": "Feature", "properties": {"kode": "53.08"}, "geometry": square(120, 1)}
    other = {**feature, "properties": {"kode": "53.07"}}
    data = json.dumps({"type": "FeatureCollection", "features": [feature, feature, other]})
    done = import_boundaries(data.encode(), source="uji")
    assert done.added == 1 and [each.why for each in done.left] == ["twice"]


def test_an_outline_that_crosses_itself_is_mended() -> None:
    bow = [[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0), (0.0, 0.0)]]
    (made,) = shapes.simplified([[bow]], 2)
    assert made.is_valid and made.area == pytest.approx(2)


def test_a_scribble_is_left_out_at_once_and_the_rest_stays(province: dict[str, Region]) -> None:
    """To mend three thousand points at random would take hours; a hole too many or shared sides are no scribble."""
    draw = random.Random(1)  # noqa: S311
    ring = [[120 + draw.random(), draw.random()] for _ in range(3_000)]
    scribble = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    beside = {
        "type": "MultiPolygon",
        "coordinates": [square(121, 1)["coordinates"], square(122, 1)["coordinates"]],
    }
    begun = time.monotonic()
    done = import_boundaries(features(k53_08=scribble, k53_07=beside), source="uji")
    assert time.monotonic() - begun < 10
    assert [(each.label, each.why) for each in done.left] == [("53.08 Ende", "tangled")]
    assert Boundary.objects.get().region == province["53.07"]


def test_nothing_is_held_while_it_is_counted(
    province: dict[str, Region], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import transaction

    seen, real = [], shapes.simplified
    outside = len(transaction.get_connection().savepoint_ids)

    def watched(*given: Any) -> Any:
        seen.append(len(transaction.get_connection().savepoint_ids))
        return real(*given)

    monkeypatch.setattr(shapes, "simplified", watched)
    import_boundaries(features(k53_08=square(120, -9)), source="uji")
    assert seen == [outside]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not here")
def test_real_borders_stay_shared_and_light(db: None) -> None:
    """Of NTT: every district matches, neighbours still touch without a gap, labels lie inside, a page is light."""
    import shapely

    load_these(*codes_below("53"))
    Region.objects.filter(level=1).exclude(code="53").delete()
    data = (SHARED / "id-kabkota-514.topo.json").read_bytes()
    done = import_boundaries(data, source="uji")
    assert done.added == 22 and done.without == []
    assert {each.why for each in done.left} == {
        "unknown"
    }  # the other provinces are not loaded here
    kept = {row.region.code: row for row in Boundary.objects.select_related("region")}
    made = {
        code: shapely.union_all([shapely.Polygon(ring).buffer(0) for ring in row.rings])
        for code, row in kept.items()
    }
    assert made["53.08"].intersection(made["53.07"]).length > 0  # Ende and Sikka share a border
    assert made["53.08"].intersection(made["53.07"]).area < 1e-6
    for code, row in kept.items():
        assert made[code].contains(shapely.Point(row.label)), code
    drawn = drawing.drawn({code: (row.rings, row.label) for code, row in kept.items()})
    assert sum(len(d) for d, _x, _y in drawn["paths"].values()) < 12_000
    assert drawn["width"] <= drawing.WIDTH


# -- Drawing and tiles -------------------------------------------------------------------------


def test_paths_are_whole_relative_and_without_what_is_too_small() -> None:
    tiny = [[[10.0, 10.0], [10.0, 10.001], [10.001, 10.0], [10.0, 10.0]]]
    big = [[[0.0, 0.0], [0.0, 5.0], [0.0, 10.0], [10.0, 10.0], [10.0, 0.0], [0.0, 0.0]]]
    drawn = drawing.drawn({"a": (big + tiny, [5.0, 5.0]), "b": (tiny, [10.0, 10.0])})
    d = drawn["paths"]["a"][0]
    assert d.count("M") == 1 and d.endswith("z") and "." not in d
    assert d.count(" ") + d.count("-") <= 8  # the point on the straight way is left out
    assert drawn["paths"]["b"][0].startswith("M")  # a region is drawn, however small


def test_labels_stand_over_no_other_and_figures_come_first() -> None:
    far = labels.Wanted("a", 300, 100, ["Nusa Tenggara Timur", "NTT"], "77,27 %")
    near = labels.Wanted("b", 310, 105, ["Maluku"], "")
    narrow = labels.Wanted("c", 30, 300, ["Sulawesi Selatan", "Sulsel"], "85,71 %")
    beside = labels.Wanted("d", 300, 300, ["Bali"], "")
    edge = labels.Wanted("e", 2, 100, ["X"], "1 %")
    sea, nothing = Land({}), labels.Told(0, 0, has_sign=False)
    assert labels.written([near, far, narrow, beside, edge], 600, sea) == {
        "a": labels.Told(300, 100, "Nusa Tenggara Timur", "77,27 %"),
        "b": nothing._replace(x=310, y=105),  # another stands there
        "c": labels.Told(30, 300),  # near the edge there is room for the sign alone
        "d": labels.Told(300, 300),  # no figures, no room for its name
        "e": nothing._replace(x=2, y=100),  # beyond the edge
    }
    free = narrow._replace(x=60)
    assert labels.written([free], 600, sea) == {"c": labels.Told(60, 300, "Sulsel", "85,71 %")}


def test_labels_stand_on_no_land_of_others() -> None:
    """Left of x = 100 lies one, right of it the other: what would reach over is shortened, moved, or left out."""

    def box(left: int, right: int) -> list[tuple[int, int]]:
        return [(left, 0), (right, 0), (right, 200), (left, 200)]

    land = Land({"a": [box(0, 100)], "b": [box(100, 106)]})
    long = labels.Wanted("a", 60, 100, ["Sulawesi Selatan", "Sulsel"], "85,71 %")
    thin = labels.Wanted("b", 103, 100, ["DIY"], "")
    assert labels.written([long, thin], 600, land) == {
        "a": labels.Told(60, 100, "Sulsel", "85,71 %"),
        "b": labels.Told(103, 100, has_sign=False),  # its "?" would be taken for that of "a"
    }
    moved = labels.written([long._replace(x=75)], 600, land)["a"]
    assert moved == labels.Told(59, 100, "Sulsel", "85,71 %")
    wide = labels.Wanted("a", 50, 100, ["Jawa Tengah", "Jateng"], "")
    assert labels.written([wide], 600, land) == {"a": labels.Told(50, 100, "Jawa Tengah", "")}


def test_every_province_and_district_has_its_tile() -> None:
    nation = tiles.tiles_of("ID")
    assert {tile.code for tile in nation} == set(codes_below("ID"))
    found = 0
    for province in nation:
        there = tiles.tiles_of(province.code)
        assert {tile.code for tile in there} == set(codes_below(province.code)), province.code
        assert len({tile[1:] for tile in there}) == len(there)
        assert max(tile.column for tile in there) < 10  # ten of them fit beside each other
        assert tiles.short_name(province.code)
        found += len(there)
    assert (len(nation), found) == (38, 514)


def test_a_new_district_stands_below_the_last_tile() -> None:
    known = [tile.code for tile in tiles.tiles_of("34")]
    there = tiles.placed("34", [*known, "34.99"])
    assert there[-1] == ("34.99", 0, 1 + max(tile.row for tile in there[:-1]))
    assert tiles.placed("32.73", ["32.73.04"]) == [] == list(tiles.tiles_of("32.73"))


def test_bps_codes_of_the_directory(province: dict[str, Region]) -> None:
    RegionCode.objects.create(region=province["53.13"], system="bps", code="5308")
    done = import_boundaries(features(k53_08=square(120, 1)), source="uji", system="bps")
    assert done.added == 1 and Boundary.objects.get().region == province["53.13"]


# -- What is drawn elsewhere, or inside out ------------------------------------------------------

HOLLOW = [square(120, -9)["coordinates"][0], square(119, -10, 4)["coordinates"][0]]


def turned(x: float, y: float) -> dict[str, Any]:
    """With latitude first."""
    return {"type": "Polygon", "coordinates": [[[b, a] for a, b in square(x, y)["coordinates"][0]]]}


@pytest.mark.django_db
@pytest.mark.parametrize("shape", [square(10, 50), square(93.5, 4), square(120, 40), turned(5, 20)])
def test_what_lies_elsewhere_is_told(province: dict[str, Region], shape: dict[str, Any]) -> None:
    with pytest.raises(RuleBroken, match="94"):
        import_boundaries(features(k53_08=shape), source="uji")
    with pytest.raises(RuleBroken, match="swapped"):
        import_boundaries(features(k53_08=turned(106, -7)), source="uji")
    done = import_boundaries(features(k53_08=shape, k53_07=square(121, -9)), source="uji")
    assert [(each.label, each.why) for each in done.left] == [("53.08 Ende", "outside")]
    assert done.added == 1 and Boundary.objects.get().region.code == "53.07"


@pytest.mark.django_db
def test_a_hole_is_smaller_than_what_it_is_in(province: dict[str, Region]) -> None:
    shape = {"type": "Polygon", "coordinates": HOLLOW}
    done = import_boundaries(features(k53_08=shape, k53_07=square(121, -9)), source="uji")
    assert [each.why for each in done.left] == ["hole"] and done.added == 1
    island = {"type": "Polygon", "coordinates": HOLLOW[::-1]}
    assert import_boundaries(features(k53_08=island), source="uji").added == 1


@pytest.mark.django_db
def test_a_bare_code_without_its_system_is_not_guessed(province: dict[str, Region]) -> None:
    shape = square(120, -9)
    with pytest.raises(RuleBroken, match="no_region"):
        import_boundaries(geojson({"kode": 5308}, shape=shape), source="uji")
    done = import_boundaries(
        geojson({"kode": 5308}, shape=shape), source="uji", system="kemendagri"
    )
    assert done.added == 1
