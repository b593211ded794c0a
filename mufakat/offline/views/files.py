"""Pieces of photos, 256 kB each."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_http_methods

from mufakat.core.numbers import number_in
from mufakat.offline import files, photos

from .contact import answer

PIECE = 256 * 1024


@login_not_required
@require_http_methods(["GET", "PUT"])
def send_piece(request: HttpRequest, sha256: str) -> JsonResponse:
    """How much of a file is here; with PUT one more piece of it, from `dari` on."""
    user = request.user
    if not user.is_authenticated or getattr(user, "seen_as", None) is not None:
        return answer(401, user=None)
    if not files.is_hash(sha256):
        return answer(400, why="hash")
    if request.method == "GET":
        here, is_whole = files.have(user, sha256)
        return answer(have=here, whole=is_whole)
    start = number_in(request.GET.get("dari", ""))
    size = number_in(request.headers.get("X-Size", ""))
    try:
        data = request.body
    except RequestDataTooBig:
        data = b""
    if start is None or size is None or not 0 < len(data) <= PIECE or size > files.LARGEST:
        return answer(413, most=PIECE)
    if not files.has_room(user, len(data)):
        return answer(507, why="room")
    became = files.add_piece(user, sha256, start, data, size)
    here, is_whole = files.have(user, sha256)
    if is_whole:
        photos.bring_together(user, sha256)
    status = {"elsewhere": 409, "wrong": 422}.get(became, 200)
    return answer(status, have=here, whole=is_whole, wrong=became == "wrong")
