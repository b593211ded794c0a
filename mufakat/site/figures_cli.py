"""Commands around the figures of instruments."""

from argparse import Namespace
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .starting import refuse, set_up_with_tables

WHY = {
    "unknown": "tidak ada wilayah dengan kode atau nama ini",
    "unclear": "lebih dari satu wilayah bernama demikian",
    "other_name": "kodenya ada, tetapi namanya lain (sistem kode lain? coba --system bps)",
    "no_system": "kode tanpa titik dan tanpa nama: sebutkan milik siapa kodenya (--system kemendagri atau bps)",
    "outside": "terletak di luar Indonesia (94–142 derajat timur, 12 selatan–7 utara)",
    "hole": "lubangnya lebih besar daripada wilayahnya",
    "twice": "dua kali dalam berkas",
    "no_area": "tidak memiliki luas",
    "tangled": "garisnya memotong dirinya terlalu sering untuk diperbaiki (perbaiki dahulu, misalnya dengan QGIS)",
}
MOST = 20  # names listed of each kind


def add_commands(command: Callable[..., Any]) -> None:
    bring = command(
        "import-boundaries",
        run_import_boundaries,
        "Memasukkan batas wilayah untuk peta (GeoJSON atau TopoJSON, derajat WGS 84).",
        "Dicocokkan menurut kode (atribut kode/code: Kemendagri, bertitik atau disertai nama; kode_bps: BPS) atau "
        "menurut nama di dalam wilayah induknya. Boleh dijalankan dua kali.",
    )
    bring.add_argument("file", type=Path, metavar="BERKAS")
    bring.add_argument(
        "--system",
        choices=("kemendagri", "bps"),
        default="",
        help="milik siapa kode yang tidak menyebutkan sistemnya (tanpa ini, kode tanpa titik harus disertai nama)",
    )
    bring.add_argument(
        "--source", default="", metavar="SUMBER", help="dari mana batas itu (dicetak di bawah peta)"
    )


def run_import_boundaries(arguments: Namespace) -> int:
    try:
        data = arguments.file.read_bytes()
    except OSError as why:
        return refuse(f"Berkas tidak dapat dibaca: {why}")
    set_up_with_tables()
    from mufakat.core.errors import RuleBroken
    from mufakat.indicators.actions.boundaries import import_boundaries

    try:
        done = import_boundaries(
            data, source=arguments.source or arguments.file.name, system=arguments.system
        )
    except RuleBroken as broken:
        return refuse(str(broken.message))
    print(f"Batas wilayah: {done.added} baru, {done.replaced} diganti, {done.same} tetap.")
    for reason, count in Counter(each.why for each in done.left).items():
        named = [each.label for each in done.left if each.why == reason]
        print(f"Tidak dipakai, {WHY[reason]}: {count}. {_listed(named)}")
    if done.without:
        print(f"Tanpa batas: {len(done.without)} wilayah. {_listed(done.without)}")
    return 0


def _listed(names: list[str]) -> str:
    more = f" … dan {len(names) - MOST} lagi" if len(names) > MOST else ""
    return "; ".join(names[:MOST]) + more
