"""The service worker, from the root of the site, and the page that it shows where nothing else is on board."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.finders import find
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from mufakat.core.answers import page

SCRIPTS = Path(__file__).resolve().parent.parent / "static"
WORKER = SCRIPTS / "offline/worker.js"
FRAME = ("core/css/tokens.css", "core/css/mufakat.css", "core/vendor/htmx.min.js", "core/icon.svg")


def assets() -> list[str]:
    """Every style and script that a page on board may ask for."""
    modules = [*SCRIPTS.glob("offline/*.js"), *SCRIPTS.glob("offline/vendor/*.js")]
    names = sorted(str(each.relative_to(SCRIPTS)) for each in modules if each != WORKER)
    return [*FRAME, *names]


@cache
def version() -> str:
    """Another one as soon as a byte of them differs: then the worker is installed anew, with all of them."""
    said = sha256(WORKER.read_bytes())
    for name in assets():
        said.update(Path(str(find(name))).read_bytes())
    return said.hexdigest()[:16]


@login_not_required
def see_worker(request: HttpRequest) -> HttpResponse:
    told = {
        "version": version(),
        "assets": [static(name) for name in assets()],
        "adrift": reverse("see_adrift"),
    }
    text = f"const MUFAKAT = {json.dumps(told)};\n{WORKER.read_text(encoding='utf-8')}"
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Service-Worker-Allowed"] = "/"
    return answer


@login_not_required
def see_adrift(request: HttpRequest) -> HttpResponse:
    """What a browser without network shows for a page that is not on board. It is kept as it is for everybody."""
    return page(request, "offline/adrift.html", title=_("No network"), stopped="")
