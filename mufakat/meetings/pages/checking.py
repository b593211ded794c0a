"""The public page of an issued file: what it says, and whether the file that somebody has is that file."""

import re
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from mufakat.core import dates
from mufakat.core.numbers import grouped
from mufakat.core.uploads import Weighed
from mufakat.meetings.models import IssuedFile
from mufakat.meetings.queries.issued import days_told, last_edition


def sent_digest(request: HttpRequest) -> str:
    """The digest of the file that was sent, or the one that was typed; empty if there is none."""
    if request.method != "POST":
        return ""
    file = request.FILES.get("file")
    if isinstance(file, Weighed) and file.size:
        return file.sha256
    typed = re.sub(r"\s+", "", request.POST.get("sha256", "")[:200]).lower()
    return typed if re.fullmatch("[0-9a-f]{64}", typed) else ""


def check_page(issued: IssuedFile, sent: str) -> dict[str, Any]:
    told, last = issued.told, last_edition(issued)
    return {
        "title": _("Check a file"),
        "issued": issued,
        "facts": [
            (_("Forum"), told["forum"]),
            (_("Day"), days_told(told) or "–"),
            (_("Place"), ", ".join(x for x in (told["place"], told["region"]) if x)),
            (_("Edition"), str(issued.edition)),
            (_("Issued"), dates.at(issued.at, told["timezone"])),
            (_("Pages"), str(issued.pages)),
            (_("Size"), _("%(n)s bytes") % {"n": grouped(issued.size)}),
        ],
        "digest": re.findall(".{1,16}", issued.sha256),
        "later": last if last.edition > issued.edition else None,
        "sent": sent,
        "same": sent in (issued.sha256, issued.archive_sha256),
        "is_archive": sent == issued.archive_sha256,
    }


def found_page(issued: IssuedFile | None, sent: str, typed: str) -> dict[str, Any]:
    return {
        "title": _("Check a file"),
        "issued": issued,
        "sent": sent,
        "typed": typed[:60],
    }
