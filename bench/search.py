"""Search over 200,000 entries: `python -m bench.search SQLite` (or PostgreSQL, with DATABASE_URL set).

Only the index is simulated, not what it is of: entries with words as people write them, in five hundred forums of the
nation and one of Bojongloa Kaler. One word stands in 30 of 100 entries, another in 10, a third in one forum only.
Wall time of a whole search (rights, index, rows), the median of 9, in the quietest of three rounds.
"""

import json
import os
import random
import sys
import time
from datetime import date, timedelta
from math import inf
from statistics import median
from typing import Any
from uuid import UUID

import django

ENTRIES, FORUMS, BUDGET = 200_000, 500, 50.0
HOME = "32.73.04"
USERS = {
    "few rights": ("chair", HOME),
    "district": ("dinkes_kabkota", "32.73"),
    "ministry": ("ministry", "ID"),
}
ASKED = {
    "a rare word": "penyuluhan rabies",
    "a word in 30 % of entries": "posyandu",
    "its beginning": "posya",
    "two words": "permasalahan posyandu",
    "two words, of which one stands for others": "pkm bumil",
    "a letter's number": "005/123-Pkm/2026",
}  # fmt: skip
WORDS = """
    kader balita menimbang imunisasi kelurahan pelayanan kesehatan melaksanakan pendataan sasaran
    laporan kegiatan sekolah pemeriksaan tekanan darah air bersih jamban sampah kampung keluarga
    remaja lansia gizi stunting pertemuan jadwal undangan anggaran dukungan pembinaan kunjungan rumah
""".split()  # noqa: SIM905


def sentence(draw: random.Random, n: int) -> str:
    said = [*draw.sample(WORDS, 9), f"rw{draw.randrange(40)}", f"lokasi{draw.randrange(4000)}"]
    if draw.random() < 0.3:
        said.append("Posyandu")
    if draw.random() < 0.1:
        said.append("permasalahan")
    if draw.random() < 0.05:
        said += ["bumil", draw.choice(["PKM", "Puskesmas"])]
    if n % 20_000 == 7:
        said.append("penyuluhan rabies")
    if n % 500 == 3:
        said.append(f"surat {n % 1000:03}/{n // 1000}-Pkm/2026")
    draw.shuffle(said)
    return " ".join(said)


def build() -> None:
    """The forums, the users, and the entries, as the reactions would write them."""
    from django.db import connection

    from mufakat.core.statistics import refresh_statistics
    from mufakat.directory.actions import load_regions
    from mufakat.directory.models import Assignment, Forum, Region, User
    from mufakat.web import jobs
    from mufakat.web.models import Kind
    from mufakat.web.queries.entries import Place, entry

    draw = random.Random(7)
    load_regions()
    home = Region.objects.get(code=HOME)
    places = [home, *draw.sample(list(Region.objects.filter(level=3)), FORUMS)]
    forums = [
        Forum(name=f"Lokmin {p}", kind="lokmin_lintas_sektor", region=p, region_path=p.path)
        for p in places
    ]
    for forum in forums:
        forum.path = f"{forum.pk.hex}."
    Forum.objects.bulk_create(forums)
    kinds = [Kind.NOTE] * 5 + [Kind.COMMITMENT] * 3 + [Kind.DECISION, Kind.PERSON]
    made: list[Any] = []
    for n in range(ENTRIES):
        kind, forum, key = (
            kinds[n % 10],
            forums[draw.randrange(FORUMS + 1)],
            UUID(int=draw.getrandbits(128)),
        )
        place = Place() if kind is Kind.PERSON else Place(forum.pk, forum.path, forum.region_path)
        day = date(2017, 1, 1) + timedelta(days=draw.randrange(3650))
        made.append(
            entry(
                kind,
                key,
                f"/x/{key}/",
                sentence(draw, n),
                f"Lokakarya mini {day.year}",
                place,
                on=day,
            )
        )
        if len(made) == 5000:
            jobs._write({e.thing_id: e for e in made}, {})
            made = []
    for username, (role, code) in USERS.items():
        region = Region.objects.get(code=code)
        user = User.objects.create_user(username)
        Assignment.objects.create(
            user=user,
            role=role,
            node_kind="region",
            node_id=str(region.pk),
            node_path=region.path,
            node_name=str(region),
        )
    refresh_statistics()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # as autovacuum does
            cursor.execute("VACUUM ANALYZE")


def measured() -> dict[tuple[str, str], float]:
    """ms for each question and user."""
    from mufakat.directory.models import User
    from mufakat.web.models import Kind
    from mufakat.web.queries.searching import search

    spent: dict[tuple[str, str], float] = {}
    for _ in range(3):
        for who in USERS:
            user = User.objects.get(username=who)
            for what, text in ASKED.items():
                for kind in (None, Kind.NOTE):
                    times = []
                    for _ in range(9):
                        began = time.perf_counter()
                        search(user, text, kind)
                        times.append((time.perf_counter() - began) * 1000)
                    told = (f"{what}, {'one kind' if kind else 'all kinds'}", who)
                    spent[told] = min(spent.get(told, inf), median(times))
    return spent


def main(database: str) -> list[dict[str, Any]]:
    if database == "PostgreSQL" and not os.environ.get("DATABASE_URL"):
        return []  # no server programs on this machine; tests/pg.py has said so
    django.setup()
    from django.core.management import call_command

    from mufakat.web.models import SearchEntry

    call_command("migrate", interactive=False, verbosity=0)
    if not SearchEntry.objects.exists():
        build()
    return [
        {"what": f"search, {database}, {what}, {who}", "value": ms, "budget": BUDGET, "unit": "ms"}
        for (what, who), ms in measured().items()
    ]


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
