"""Runs the site: first everything is made ready, then one web server listens, with one worker beside it."""

import contextlib
import gc
import http.client
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from . import lan

log = logging.getLogger(__name__)
BACKLOG = 512
THREADS = 4  # of each web process: waiting for the database, never for each other
STANDS_BACK = 19  # the worker's niceness
STOP_WITHIN = 10  # seconds that a request or a reaction has to end


class NotReady(Exception):
    """The site cannot start; the sentence says why and what to do."""


# -- Making ready: every part can be cut off and begun again -----------------------------------


def prepare(*, demo: bool = False) -> bool:
    """Style sheets, tables, regions and, for the demonstration, its data; True if much had to be loaded."""
    from django.core.management import call_command
    from django.db import connections

    from mufakat.directory.actions import load_regions
    from mufakat.directory.models import Region

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)
    fresh = not Region.objects.exists()
    if fresh:
        say("Memuat wilayah Indonesia …")
        load_regions()
    bring_up_to_date()
    if demo:
        prepare_demo()
    else:
        refuse_demo()
    connections.close_all()  # the web processes are forked: none may inherit a connection
    return fresh


def bring_up_to_date() -> None:
    """Programmes and starter instruments that an update brought, and figures and search entries out of rows that were
    there before it; else nothing."""
    from django.db import transaction

    from mufakat.commitments import jobs as figures
    from mufakat.core.errors import RuleBroken
    from mufakat.indicators.actions.reference import load_instruments
    from mufakat.indicators.jobs.rebooking import rebook_ended_units
    from mufakat.programmes.actions import load_programmes
    from mufakat.web import jobs as search

    load_programmes()
    try:
        load_instruments()
    except RuleBroken as broken:
        raise NotReady(str(broken.message)) from None
    rebook_ended_units()
    if figures.is_uncounted():
        say("Menghitung angka ringkasan …")
        with transaction.atomic():
            figures.rebuild()
    if search.is_unfilled():
        say("Menyusun daftar pencarian …")
        search.rebuild()
    search.index_loaded()


def prepare_demo() -> None:
    """The demonstration stands in a database of its own; people who are real are never shown as its people."""
    from mufakat.journal.models import Act
    from mufakat.site.demo import replay

    fresh = not replay.is_there()
    if fresh:
        if Act.objects.exists():
            raise NotReady(
                "Folder data ini berisi catatan sungguhan, bukan peragaan. Pilih folder lain dengan --data."
            )
        say("Memutar ulang peragaan …")
        set_demo_clock()  # first: cut off in between, the next start comes here again
        replay.replay()
        from_rows()  # cut off before that, the next start tells event by event
    catch_up(counted=fresh)


def from_rows() -> None:
    """Figures of promises and entries of the search, all at once: a tenth of the time of one event after another."""
    from django.db import transaction

    from mufakat.commitments import jobs as figures
    from mufakat.web import jobs as search

    with transaction.atomic():
        figures.rebuild()
    search.rebuild()


def refuse_demo() -> None:
    """And the other way round: nothing real is written among what is invented."""
    from mufakat.site.demo import replay

    if replay.is_there():
        raise NotReady("Folder data ini berisi peragaan. Pilih folder lain dengan --data.")


def set_demo_clock() -> None:
    """The clock of the demonstration stands at the morning of the session that its story comes to next."""
    from datetime import UTC, datetime, timedelta

    from django.conf import settings

    from mufakat.site.demo import sessions

    shift = int((datetime.now(UTC) - sessions.NEXT_MORNING).total_seconds())
    (settings.DATA / "demo-clock").write_text(str(shift))
    settings.CLOCK_SHIFT = timedelta(seconds=shift)


def catch_up(*, counted: bool = False) -> int:
    """Tell every event that waits to its reactions; return how many there were. `counted`: but not to those whose
    rows `from_rows` has just made."""
    from mufakat.journal.worker import work_once
    from mufakat.site.reactions import IN_ROWS, REACTIONS

    wanted = {
        verb: [reaction for reaction in those if not (counted and reaction in IN_ROWS)]
        for verb, those in REACTIONS.items()
    }
    told = 0
    while n := work_once(wanted):
        told += n
    return told


# -- Serving -----------------------------------------------------------------------------------


def serve(
    host: str,
    port: int,
    workers: int | None,
    *,
    demo: bool = False,
    neighbours: bool = False,
) -> None:
    """Make ready, listen, and stop everything on SIGTERM or SIGINT. Raises `NotReady`. `neighbours`: say the addresses
    for the telephones in the room."""
    refuse_taken(host, port)
    import django

    django.setup()
    from django.db import connection

    if prepare(demo=demo):
        # Begin anew in the same process: the web processes would inherit the memory of 91,000 regions.
        again = [sys.executable, "-m", "mufakat.site.cli", *sys.argv[1:]]
        os.execv(sys.executable, again)  # noqa: S606 - our own program
    workers = workers or (1 if connection.vendor == "sqlite" else 2)
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    server = Server(
        "mufakat.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=BACKLOG,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_WITHIN,
    )
    companion = Companion()
    server.on_startup(companion.start)
    then = lan.announcer(port, say) if neighbours else None
    server.on_startup(partial(in_background, tell_when_ready, host, port, then))
    application()  # loaded once here, shared by the web processes that are forked from this one
    gc.collect()
    gc.freeze()
    try:
        server.serve(target_loader=partial(application_in, os.getpid()), wrap_loader=False)
    finally:
        companion.stop()


def refuse_taken(host: str, port: int) -> None:
    """A clear sentence at once, not after the regions are loaded."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise NotReady(
                f"Alamat {host} porta {port} tidak dapat dipakai ({error.strerror}). "
                "Hentikan program yang memakainya, atau pilih porta lain dengan --port."
            ) from None


def application() -> Any:
    from mufakat.site.wsgi import application as wsgi

    return wsgi


def application_in(parent: int) -> Any:
    """What a web process answers with; it does not outlive the process that started it."""
    die_with(parent)
    return application()


class Companion:
    """The worker beside the web server: started again if it falls, stopped with the server."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._launch()
        in_background(self._watch)

    def _launch(self) -> None:
        command = [sys.executable, "-m", "mufakat.site.cli", "work", "--parent", str(os.getpid())]
        # A session of its own: Ctrl-C reaches the server, and the server stops its worker.
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def _watch(self) -> None:
        while not self.stopping.is_set() and self.process:
            code = self.process.wait()
            if not self.stopping.wait(2):
                log.error("The worker ended with %s and is started again", code)
                self._launch()

    def stop(self) -> None:
        self.stopping.set()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_WITHIN)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def work(parent: int | None = None) -> None:
    """The worker process, until it is told to stop. It stands back while people wait for pages; not on SQLite, where
    they would wait for the lock that it holds meanwhile."""
    from django.db import connection

    from mufakat.journal.worker import work_forever
    from mufakat.site.reactions import REACTIONS, REGULAR

    if connection.vendor == "postgresql":
        os.nice(STANDS_BACK)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if parent:
        die_with(parent)
    with contextlib.suppress(KeyboardInterrupt):
        work_forever(REACTIONS, REGULAR)


def die_with(parent: int) -> None:
    """End this process when the one that started it is gone, however it went."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(STOP_WITHIN)
        os._exit(1)

    in_background(watch)


def in_background(do: Any, *arguments: Any) -> None:
    threading.Thread(target=do, args=arguments, daemon=True).start()


def tell_when_ready(host: str, port: int, then: Callable[[], None] | None) -> None:
    """Say the address once a page is answered; `then` goes on in this thread."""
    from django.conf import settings

    own_name = settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - read, not bound
    while True:
        time.sleep(0.2)
        asked = http.client.HTTPConnection(near, port, timeout=5)
        try:
            asked.request("GET", "/akun/login/", headers={"Host": own_name})
            asked.getresponse().read()
        except OSError:
            continue
        finally:
            asked.close()
        shown = f"[{near}]" if ":" in near else near
        say(f"Mufakat siap di http://{shown}:{port}/  (Ctrl+C untuk berhenti)")
        break
    if then:
        then()


def say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()
