"""The command `mufakat`. Nothing heavy is imported before a command is chosen."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from . import counting, figures_cli, lan, server
from .starting import refuse, set_up, set_up_with_tables

Arguments = argparse.Namespace


def main(argv: Sequence[str] | None = None) -> int:
    arguments = parser().parse_args(argv)
    if arguments.data:
        os.environ["MUFAKAT_DATA"] = arguments.data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mufakat.site.settings")
    try:
        return int(arguments.run(arguments) or 0)
    except server.NotReady as why:
        return refuse(str(why))
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="mufakat",
        description="Mufakat: janji rapat dibawa dari satu rapat ke rapat berikutnya.",
        epilog="Basis data: SQLite dalam folder data, atau PostgreSQL menurut DATABASE_URL.",
    )
    commands = top.add_subparsers(title="perintah", required=True, metavar="PERINTAH")

    def command(name: str, run: Callable[[Arguments], Any], told: str, more: str = "") -> Any:
        made = commands.add_parser(name, help=told, description=told, epilog=more)
        made.add_argument("--data", metavar="FOLDER", help="folder data (bawaan: ./data)")
        made.set_defaults(run=run)
        return made

    demo = command("demo", run_demo, "Menjalankan peragaan dengan data contoh.")
    demo.add_argument("--port", type=int, default=8000, metavar="N", help="porta (bawaan: 8000)")
    add_lan(demo)
    serve = command(
        "serve",
        run_serve,
        "Menjalankan Mufakat: server web dan pekerja latar.",
        "Nama yang boleh dipakai peramban ditulis dalam MUFAKAT_HOSTS, dipisah koma.",
    )
    serve.add_argument("--host", default="127.0.0.1", metavar="ALAMAT", help="alamat yang dilayani")
    serve.add_argument("--port", type=int, default=8000, metavar="N", help="porta (bawaan: 8000)")
    add_lan(serve)
    serve.add_argument("--workers", type=int, metavar="N", help="banyaknya proses web")
    work = command("work", run_work, "Menjalankan pekerja latar saja (serve sudah menyertakannya).")
    work.add_argument("--parent", type=int, help=argparse.SUPPRESS)
    command("migrate", run_migrate, "Membuat atau memperbarui tabel dan daftar wilayah.")
    command("verify", run_verify, "Membuktikan bahwa tidak ada catatan yang diubah atau dihapus.")
    command(
        "seal", run_seal, "Menyegel hari-hari yang sudah lewat (pekerja melakukannya tiap malam)."
    )
    token = command("token", run_token, "Membuat kunci API untuk seorang pengguna.")
    token.add_argument("username", metavar="PENGGUNA")
    add_user(command)
    counting.add_commands(command)
    add_files(command)
    figures_cli.add_commands(command)
    return top


def add_lan(command: Any) -> None:
    command.add_argument(
        "--lan",
        action="store_true",
        help="melayani ponsel di jaringan yang sama (hotspot), tanpa internet; menampilkan alamat dan kode QR",
    )


def add_files(command: Callable[..., Any]) -> None:
    backup = command(
        "backup",
        run_backup,
        "Membuat cadangan basis data yang utuh, walau server sedang berjalan.",
        "Memulihkan: hentikan Mufakat; pada SQLite letakkan cadangan sebagai FOLDER/mufakat.sqlite3 dan hapus "
        "mufakat.sqlite3-wal serta mufakat.sqlite3-shm; pada PostgreSQL jalankan pg_restore ke basis data "
        "kosong. Sesudah itu jalankan mufakat verify.",
    )
    backup.add_argument("file", type=Path, metavar="BERKAS")
    bring = command(
        "import-acts",
        run_import_acts,
        "Memasukkan berkas catatan yang belum terkirim dari sebuah perangkat.",
        "Boleh dijalankan dua kali: yang sudah tercatat tidak dicatat lagi. Yang tidak dapat dicatat menunggu di "
        "halaman Perlu diputuskan.",
    )
    bring.add_argument("file", type=Path, metavar="BERKAS")


def add_user(command: Callable[..., Any]) -> None:
    user = command(
        "user",
        run_user,
        "Membuat akun, biasanya administrator pertama.",
        "Kata sandi ditanyakan, atau dibaca dari masukan baku; bila kosong, dibuatkan dan ditampilkan.",
    )
    user.add_argument("username", metavar="PENGGUNA")
    user.add_argument("--name", metavar="NAMA", help="nama orangnya")
    user.add_argument("--role", default="administrator", metavar="PERAN", help="kode peran")
    user.add_argument(
        "--node", default="ID", metavar="SIMPUL", help="kode wilayah, atau id organisasi atau forum"
    )


# -- Serving -----------------------------------------------------------------------------------


def run_demo(arguments: Arguments) -> None:
    """Always on SQLite in its own folder: a DATABASE_URL points to something real."""
    os.environ["MUFAKAT_DEMO"] = "1"
    os.environ.pop("DATABASE_URL", None)
    host = lan.among_neighbours(arguments.lan) or "127.0.0.1"
    server.serve(host, arguments.port, None, demo=True, neighbours=arguments.lan)


def run_serve(arguments: Arguments) -> None:
    os.environ.pop("MUFAKAT_DEMO", None)
    host = lan.among_neighbours(arguments.lan) or arguments.host
    server.serve(host, arguments.port, arguments.workers, neighbours=arguments.lan)


def run_work(arguments: Arguments) -> None:
    set_up()
    server.work(arguments.parent)


# -- Keeping -----------------------------------------------------------------------------------


def run_migrate(_arguments: Arguments) -> None:
    set_up()
    from django.core.management import call_command

    from mufakat.directory.actions import load_regions

    call_command("migrate", interactive=False, verbosity=0)
    done = load_regions()
    server.bring_up_to_date()
    counting.recount_places(done["added"] + done["changed"])
    print(
        f"Tabel mutakhir; wilayah: {done['added']} ditambah, {done['changed']} diperbarui, "
        f"{done['kept']} dibiarkan seperti diubah orang."
    )


def run_verify(_arguments: Arguments) -> int:
    set_up_with_tables()
    from mufakat.journal.models import Act, Event, Seal
    from mufakat.journal.seals import verify

    from .checks import CHECKS

    broken = 0
    for broken, row in enumerate(verify(CHECKS), start=1):  # noqa: B007 - counted after the loop
        print(row)
    if broken:
        return refuse(f"{broken} baris tidak seperti ketika ditulis.")
    counts = [model._default_manager.count() for model in (Act, Event, Seal)]
    print(
        "Diperiksa {} tindakan, {} peristiwa, {} segel: semuanya seperti ketika ditulis.".format(
            *counts
        )
    )
    return 0


def run_seal(_arguments: Arguments) -> None:
    set_up_with_tables()
    from mufakat.journal.models import Seal
    from mufakat.journal.seals import seal_days

    made = seal_days()
    for seal in made:
        print(f"{seal.day:%Y-%m-%d}  {seal.acts} tindakan  {seal.digest}")
    if not made:
        print(
            "Tidak ada hari yang menunggu segel. Segel terakhir, untuk dicatat di luar sistem ini:"
        )
        for seal in Seal.objects.order_by("-last_number")[:1]:
            print(f"{seal.day:%Y-%m-%d}  {seal.acts} tindakan  {seal.digest}")


def run_backup(arguments: Arguments) -> int:
    set_up_with_tables()
    from . import backups

    try:
        size = backups.backup(arguments.file)
    except backups.NotMade as why:
        return refuse(f"Cadangan tidak dibuat: {why}")
    print(f"Cadangan dibuat: {arguments.file} ({size} bita).")
    return 0


def run_import_acts(arguments: Arguments) -> int:
    set_up_with_tables()
    from mufakat.offline import exports

    try:
        with arguments.file.open("rb") as file:
            raw = file.read(exports.MOST_BYTES + 1)
    except OSError as why:
        return refuse(f"Berkas tidak dapat dibaca: {why}")
    return tell(lambda: [counted(exports.take_in(exports.read(raw), None))])


def counted(outcomes: Mapping[str, int]) -> str:
    """What became of the entries of a device, in one line."""
    done = outcomes["done"] + outcomes["merged"]
    waits = outcomes["conflict"] + outcomes["refused"] + outcomes["parked"]
    return (
        f"{done} catatan dimasukkan, {outcomes['already']} sudah ada, {waits} menunggu keputusan, "
        f"{outcomes['error']} tidak dapat dibaca; foto: {outcomes['photos']}."
    )


# -- People ------------------------------------------------------------------------------------


def run_token(arguments: Arguments) -> int:
    set_up_with_tables()
    from . import accounts

    return tell(lambda: accounts.give_token(arguments.username))


def run_user(arguments: Arguments) -> int:
    set_up_with_tables()
    from . import accounts

    return tell(
        lambda: accounts.give_login(
            arguments.username, arguments.name or "", arguments.role, arguments.node
        )
    )


def tell(do: Callable[[], Sequence[str]]) -> int:
    """Print what was done, or the sentence of the rule that refused."""
    from mufakat.core.errors import RuleBroken

    try:
        for line in do():
            print(line)
    except RuleBroken as broken:
        return refuse(str(broken.message))
    return 0


if __name__ == "__main__":
    sys.exit(main())
