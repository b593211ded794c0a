"""`mufakat serve --lan`: a meeting room without the internet. Telephones on the laptop's hotspot open its pages over
plain HTTP; nobody from farther away is answered."""

import io
import os
import time
from collections.abc import Callable, Sequence
from functools import partial

from mufakat.core.lan import Own, own_addresses

EVERYWHERE = "0.0.0.0"  # noqa: S104 - that is what the mode is for, see doors.NeighboursOnly
LOOK_AGAIN = 5.0  # seconds
MOST_SESSIONS = 5


def announcement(found: Sequence[Own], port: int, sessions: Sequence[tuple[str, str]] = ()) -> str:
    """What the terminal says: the addresses, the first as a QR code, and where the door of a session is."""
    if not found:
        return "Komputer ini belum berada di jaringan mana pun. Nyalakan hotspotnya; alamatnya lalu tampil di sini."
    first = address_of(found[0], port)
    lines = ["Alamat bagi ponsel dan laptop di jaringan yang sama:"]
    lines += [f"  {address_of(own, port)}" + f"   ({own.card})" * bool(own.card) for own in found]
    lines += ["", drawn(first), f"Kode di atas membuka {first}"]
    if len(found) > 1:
        lines.append("Ponsel di jaringan lain memakai alamat jaringannya sendiri.")
    lines.append(
        "Daftar hadir tanpa akun: di laptop ini buka pintu rapatnya, lalu tayangkan atau cetak kodenya."
    )
    lines += [
        f"  {title}: http://127.0.0.1:{port}{path}" for title, path in sessions[:MOST_SESSIONS]
    ]
    if not sessions:
        lines.append(
            "  Hari ini tidak ada rapat. Pintunya ada di halaman rapat: Daftar hadir dengan kode QR."
        )
    lines.append(
        "Isi jaringan ini tidak disandikan: beri hotspot kata sandi, dan masuk dengan akun hanya di laptop ini."
    )
    return "\n".join(lines)


def address_of(own: Own, port: int) -> str:
    return f"http://{own.address}:{port}/"


def drawn(text: str) -> str:
    """A QR code of half blocks, for a terminal; dark on light as a camera wants it."""
    import segno

    made = io.StringIO()
    segno.make_qr(text, error="m").terminal(made, compact=True)
    return made.getvalue()


def todays_sessions() -> list[tuple[str, str]]:
    """Title and door of each session that meets today by the clock of its place."""
    from mufakat.core import clock
    from mufakat.meetings.queries import sessions_of_today

    return [
        (str(each), f"{each.get_absolute_url()}pintu/") for each in sessions_of_today(clock.now())
    ]


def announcer(port: int, say: Callable[[str], None]) -> Callable[[], None]:
    """Asks the database now: the web processes that are forked later inherit no connection."""
    from django.db import connections

    sessions = todays_sessions()
    connections.close_all()
    return partial(announce_forever, port, sessions, say)


def announce_forever(
    port: int, sessions: Sequence[tuple[str, str]], say: Callable[[str], None]
) -> None:
    """Say the addresses, and say them again when they have changed."""
    told: list[Own] | None = None
    while True:
        found = own_addresses()
        if found != told:
            say(announcement(found, port, sessions))
            told = found
        time.sleep(LOOK_AGAIN)


def among_neighbours(lan_asked: bool) -> str:
    """The address to listen on for telephones in the room; only ever by asking for it."""
    os.environ.pop("MUFAKAT_LAN", None)
    if not lan_asked:
        return ""
    os.environ["MUFAKAT_LAN"] = "1"
    return EVERYWHERE
