"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from mufakat.directory.access import grants

from .demo import demo_people


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
        }
    verbs = frozenset().union(*(g.role.verbs | g.role.member_verbs for g in grants(user)))
    items = [
        ("/", _("My tasks"), None),
        ("/forum/", _("Forums"), "forum.see"),
        ("/komitmen/", _("Promises"), "commitment.see"),
        ("/angka/", _("Figures"), "commitment.see"),
        ("/capaian/", _("Results"), "rollup.see"),
        ("/program/", _("Programmes"), "programme.see"),
        ("/instrumen/", _("Instruments"), "programme.see"),
        ("/kabar/", _("News"), "link.record"),
        ("/kabar/gagal/", _("Not sent"), "message.see"),
        ("/wilayah/", _("Regions"), "directory.see"),
        ("/organisasi/", _("Directory"), "directory.see"),
        ("/peran/", _("Roles"), "role.see"),
        ("/cari/", _("Search"), "directory.see"),
    ]
    return {
        "demo": settings.DEMO,
        "user_label": str(user),
        "may_search": "directory.see" in verbs,
        "may_view_as_role": "role.view_as" in verbs,
        "viewing_as": f"{user.seen_as.role.title}, {user.seen_as.node_name}"
        if user.seen_as
        else "",
        "navigation": [
            {"url": url, "label": label, "current": _is_current(request.path, url)}
            for url, label, verb in items
            if verb is None or verb in verbs
        ],
    }


# What else lies behind an entry of the navigation.
BEHIND = {
    "/capaian/": ("/peta/", "/potret/"),
    "/forum/": ("/rapat/", "/anggota/"),
    "/organisasi/": ("/orang/", "/jabatan/", "/pengguna/"),
}


def _is_current(path: str, url: str) -> bool:
    return path == "/" if url == "/" else path.startswith((url, *BEHIND.get(url, ())))
