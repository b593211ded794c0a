"""What every page's frame needs."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mufakat.directory.access import grants

from .demo import demo_people


class Entry(NamedTuple):
    """One of the navigation; what is needed seldom lies under "More"."""

    label: str
    url: str
    is_current: bool
    is_seldom: bool


# Address, word, the right that shows it, whether it is needed seldom.
ENTRIES: list[tuple[str, Promise, str | None, bool]] = [
    ("/", _("My tasks"), None, False),
    ("/forum/", _("Forums"), "forum.see", False),
    ("/komitmen/", _("Promises"), "commitment.see", False),
    ("/penilaian/", _("Assessments"), "assessment.see", False),
    ("/capaian/", _("Achievements"), "rollup.see", False),
    ("/angka/", _("Figures"), "commitment.see", False),
    ("/program/", _("Programmes"), "programme.see", True),
    ("/pembelajaran/", _("Learning"), "review.see", True),
    ("/instrumen/", _("Instruments"), "programme.see", True),
    ("/kabar/", _("News"), "link.record", True),
    ("/kabar/gagal/", _("Not sent"), "message.see", True),
    ("/wilayah/", _("Regions"), "directory.see", True),
    ("/organisasi/", _("Directory"), "directory.see", True),
    ("/peran/", _("Roles"), "role.see", True),
    ("/cari/", _("Search"), "directory.see", True),
]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Navigation by what the user may see, the user's name, and the banner of "lihat sebagai"."""
    user = request.user
    if not user.is_authenticated:
        # A function: only the sign-in page calls it.
        return {
            "demo": settings.DEMO,
            "demo_people": demo_people,
            "user_label": "",
            "may_search": False,
            "viewing_as": "",
            "navigation": [],
            "seldom": [],
        }
    verbs = frozenset().union(*(g.role.verbs | g.role.member_verbs for g in grants(user)))
    shown = [
        Entry(str(label), url, _is_current(request.path, url), is_seldom)
        for url, label, verb, is_seldom in ENTRIES
        if verb is None or verb in verbs
    ]
    return {
        "demo": settings.DEMO,
        "user_label": str(user),
        "may_search": "directory.see" in verbs,
        "may_view_as_role": "role.view_as" in verbs,
        "viewing_as": f"{user.seen_as.role.title}, {user.seen_as.node_name}"
        if user.seen_as
        else "",
        "navigation": [entry for entry in shown if not entry.is_seldom],
        "seldom": [entry for entry in shown if entry.is_seldom],
    }


# What else lies behind an entry of the navigation.
BEHIND = {
    "/forum/": ("/rapat/", "/anggota/"),
    "/capaian/": ("/peta/", "/potret/"),
    "/organisasi/": ("/orang/", "/jabatan/", "/pengguna/"),
}


def _is_current(path: str, url: str) -> bool:
    return path == "/" if url == "/" else path.startswith((url, *BEHIND.get(url, ())))
