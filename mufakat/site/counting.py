"""Commands that count anew what follows from the records, or write it into files."""

import argparse
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from .starting import refuse, set_up_with_tables

Arguments = argparse.Namespace


def add_commands(command: Callable[..., Any]) -> None:
    told = {
        "tally": (run_tally, "Menghitung ulang semua angka ringkasan dari catatannya."),
        "rollup": (run_rollup, "Menghitung ulang semua capaian instrumen dari penilaiannya."),
        "index": (run_index, "Menyusun ulang daftar pencarian dari catatannya."),
    }
    for name, (run, sentence) in told.items():
        made = command(name, run, sentence)
        made.add_argument("--check", action="store_true", help="hanya membandingkan, tidak menulis")
        if name == "rollup":
            made.add_argument(
                "--facts",
                type=Path,
                metavar="FOLDER",
                help="hanya membandingkan dengan fakta yang ditulis export-facts, dijumlahkan oleh DuckDB",
            )
    facts = command(
        "export-facts",
        run_export_facts,
        "Menulis capaian semua instrumen sebagai fakta (Parquet, satu folder tiap bulan).",
        "Dibaca dengan DuckDB, Spark, atau alat lain; menjumlahkannya memberi angka yang sama dengan dasbor.",
    )
    facts.add_argument("folder", type=Path, metavar="FOLDER", help="belum ada, atau kosong")


def run_tally(arguments: Arguments) -> int:
    set_up_with_tables()
    from django.db import transaction

    from mufakat.commitments import jobs

    if not arguments.check:
        with transaction.atomic():
            print(f"{jobs.rebuild()} angka ringkasan dihitung ulang.")
        return 0
    wrong = jobs.differences()
    for cell in wrong:
        print(*cell)
    if wrong:
        return refuse(f"{len(wrong)} angka ringkasan tidak cocok; jalankan mufakat tally.")
    print("Semua angka ringkasan cocok dengan catatannya.")
    return 0


def run_index(arguments: Arguments) -> int:
    set_up_with_tables()
    from mufakat.web import jobs

    if not arguments.check:
        print(f"{jobs.rebuild()} entri pencarian disusun ulang.")
        return 0
    wrong = jobs.differences()
    for entry in wrong:
        print(*entry)
    if wrong:
        return refuse(f"{len(wrong)} entri pencarian tidak cocok; jalankan mufakat index.")
    print("Semua entri pencarian cocok dengan catatannya.")
    return 0


def run_rollup(arguments: Arguments) -> int:
    if arguments.facts:
        return run_compare_facts(arguments)
    set_up_with_tables()
    from mufakat.indicators.actions.booking import rebuild
    from mufakat.indicators.models import Instrument
    from mufakat.indicators.queries.checks import wrong_cells, wrong_spans

    instruments = list(Instrument.objects.order_by("code"))
    if not arguments.check:
        for instrument in instruments:
            print(f"{instrument.code}: {rebuild(instrument)} baris capaian dihitung ulang.")
        return 0
    wrong = 0
    for instrument in instruments:
        for body in wrong_spans(instrument):
            wrong += 1
            print(instrument.code, "organisasi", body)
        for key in wrong_cells(instrument):
            wrong += 1
            print(instrument.code, *key)
    if wrong:
        return refuse(f"{wrong} angka capaian tidak cocok; jalankan mufakat rollup.")
    print("Semua angka capaian cocok dengan penilaiannya.")
    return 0


def recount_places(changed: int) -> None:
    """New laws of regions tell otherwise where bodies lay: the figures of instruments follow them."""
    from mufakat.indicators.actions.booking import rebuild
    from mufakat.indicators.models import Instrument, SiteSpan

    if changed:
        counted = SiteSpan.objects.order_by().values("instrument").distinct()
        for instrument in Instrument.objects.filter(pk__in=counted):
            rebuild(instrument)


def run_compare_facts(arguments: Arguments) -> int:
    set_up_with_tables()
    from mufakat.indicators.export import unlike_cells

    if not any(arguments.facts.glob("*/*.parquet")):
        return refuse(f"Tidak ada fakta dalam {arguments.facts}.")
    wrong = list(islice(unlike_cells(arguments.facts), 20))
    for cell in wrong:
        print(*cell)
    if wrong:
        return refuse(
            "Fakta dan capaian tidak sama; tulislah fakta lagi, atau jalankan mufakat rollup."
        )
    print("Fakta dan capaian memberi angka yang sama.")
    return 0


def run_export_facts(arguments: Arguments) -> int:
    set_up_with_tables()
    from mufakat.indicators.export import NotEmpty, export_facts

    try:
        written = export_facts(arguments.folder)
    except (NotEmpty, OSError) as why:
        return refuse(f"Fakta tidak ditulis: {why}")
    print(f"{written.facts} fakta dari {written.months} bulan ditulis ke {arguments.folder}.")
    return 0
