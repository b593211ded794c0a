"""The pages that everybody sees, at 360 and 1,280 px: nothing runs off the side, and the plainest rules of access hold.

That no page complains on its console or asks another machine for anything is looked at by the fixture `contexts`.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from mufakat.commitments.models import Commitment
from mufakat.directory.models import Forum, Organisation, User
from mufakat.meetings.models import Meeting, PriorityRound, Problem
from tests.browser import picture, sign_in
from tests.kept import Kept

pytestmark = pytest.mark.browser

SIZES: dict[int, dict[str, Any]] = {
    1280: {"width": 1280},
    360: {"width": 360, "height": 740, "has_touch": True, "is_mobile": True},
}
# (A phone's innerWidth grows with a page that is too wide, so it is the screen's width that counts.)
# What a screen reader or a thumb would stumble over, as sentences; an empty list is a good page.
LOOK = """width => {
  document.querySelectorAll('details').forEach(e => e.open = true);
  const wrong = [], all = (where) => [...document.querySelectorAll(where)], root = document.documentElement;
  const shown = e => e.checkVisibility() && e.getClientRects().length;
  const name = e => `${e.tagName.toLowerCase()} ${e.name || e.id || e.textContent.trim().slice(0, 30)}`;
  if (root.scrollWidth > width) {
    const out = all('main *').filter(e => shown(e) && e.getBoundingClientRect().right > width);
    wrong.push(`${root.scrollWidth} px wide on a screen of ${width}: ${out.slice(0, 3).map(name)}`);
  }
  if (root.lang !== 'id') wrong.push(`lang is ${root.lang}`);
  if (all('h1').length !== 1) wrong.push(`${all('h1').length} h1`);
  if (!document.title.includes('Mufakat')) wrong.push(`title is ${document.title}`);
  if (all('main').length !== 1) wrong.push('not one main');
  let level = 0;
  for (const h of all('h1, h2, h3, h4').filter(shown)) {
    if (+h.tagName[1] > level + 1) wrong.push(`${name(h)} after h${level}`);
    level = +h.tagName[1];
  }
  for (const e of all('input:not([type=hidden]), select, textarea'))
    if (!e.labels.length && !e.ariaLabel) wrong.push(`no label: ${name(e)}`);
  for (const e of all('button, a[href], summary'))
    if (!e.textContent.trim() && !e.ariaLabel) wrong.push(`no words: ${e.outerHTML.slice(0, 80)}`);
  for (const e of all('[role=img], svg, img'))
    if (!e.ariaLabel && !e.alt && !e.ariaHidden) wrong.push(`no words for ${e.outerHTML.slice(0, 60)}`);
  for (const e of all('table')) if (!e.querySelector('th')) wrong.push(`a table without headings`);
  const ids = all('[id]').map(e => e.id);
  for (const id of new Set(ids.filter((id, n) => ids.indexOf(id) !== n))) wrong.push(`twice the id ${id}`);
  for (const by of ['aria-labelledby', 'aria-describedby', 'aria-controls'])
    for (const e of all(`[${by}]`))
      for (const id of e.getAttribute(by).split(' '))
        if (id && !document.getElementById(id)) wrong.push(`${name(e)} points to ${id}, which is not there`);
  const boxes = 'input:not([type=checkbox], [type=radio], [type=hidden])';
  if (width <= 480)
    for (const e of all(`button, .btn, summary, select, td a, .lines a, .facts a, .row a, ${boxes}`).filter(shown)) {
      const high = e.getBoundingClientRect().height;
      if (high < 43.5) wrong.push(`${high} px high: ${name(e)}`);
    }
  for (const e of all('.choices > *').filter(shown)) {
    const words = document.createRange(), box = e.getBoundingClientRect();
    words.selectNodeContents(e);
    const {left, right} = words.getBoundingClientRect();
    if (left - box.left < 6 || box.right - right < 6) wrong.push(`words at the edge of ${name(e)}`);
  }
  for (const e of all('.top nav [aria-current]')) {
    const {left, right} = e.getBoundingClientRect();
    if (left < 0 || right > width) wrong.push(`out of sight: ${name(e)}`);
  }
  return wrong;
}"""


@pytest.fixture
def year(transactional_db: None, kept_demonstration: Kept[int], settings: Any) -> None:
    """The demonstration, entered by a click."""
    kept_demonstration.put_back()
    settings.DEMO = True


def pages() -> dict[str, tuple[str, str]]:
    """By the name of the page: who looks at it, and its address."""
    forum = Forum.objects.get(kind="lokmin_lintas_sektor")
    third = Meeting.objects.get(cycle__year=2023, tribulan=3)
    carried = Commitment.objects.get(what__startswith="Mendata balita")
    writer = User.objects.get(username="notulis")
    here, started = forum.get_absolute_url(), Meeting.objects.get(cycle__year=2024, tribulan=3)
    sealed, worked = (
        Meeting.objects.get(cycle__year=2024, tribulan=n).get_absolute_url() for n in (1, 2)
    )
    group = Meeting.objects.get(title__startswith="Workshop Penyusunan").groups.first()
    priorities = PriorityRound.objects.get(meeting__forum=forum).get_absolute_url()
    problem = Problem.objects.filter(causes__isnull=False).first()
    assert group and problem
    return {
        "login": ("", "/akun/login/"),
        "home": ("notulis", "/"),
        "home-lurah": ("lurah.jamika", "/"),
        "forum": ("camat", f"{here}?tahun=2023"),
        "meeting": ("notulis", third.get_absolute_url()),
        "meeting-planned": ("notulis", started.get_absolute_url()),
        "meeting-change": ("notulis", f"{started.get_absolute_url()}ubah/"),
        "attendance": ("notulis", f"{third.get_absolute_url()}kehadiran/catat/"),
        "promise-form": ("notulis", f"{third.get_absolute_url()}komitmen/catat/"),
        "history": ("camat", f"{third.get_absolute_url()}riwayat/"),
        "commitment": ("lurah.jamika", carried.get_absolute_url()),
        "commitments": ("dinkes.kota", "/komitmen/"),
        "verdicts": ("camat", f"/komitmen/putusan/?forum={forum.pk}&tahun=2023"),
        "region": ("dinkes.kota", "/wilayah/32.73.04/?tahun=2023"),
        "organisations": ("admin", "/organisasi/"),
        "organisation": (
            "admin",
            Organisation.objects.get(short_name="Dinkes Kota Bandung").get_absolute_url(),
        ),
        "people": ("admin", "/orang/"),
        "person": ("admin", f"/orang/{writer.person_id}/"),
        "user": ("admin", writer.get_absolute_url()),
        "roles": ("admin", "/peran/"),
        "view-as": ("admin", "/peran/lihat-sebagai/"),
        "region-city": ("dinkes.jabar", "/wilayah/32.73/?tahun=2023"),
        "invitations": ("notulis", f"{started.get_absolute_url()}undangan/"),
        "letter": ("notulis", f"{started.get_absolute_url()}surat/catat/"),
        "desk": ("notulis", f"{worked}pendaftaran/"),
        "door": ("notulis", f"{started.get_absolute_url()}pintu/"),
        "attendance-of-year": ("camat", f"{here}kehadiran/?tahun=2023"),
        "problems": ("notulis", f"{worked}masalah/"),
        "problem": ("notulis", problem.get_absolute_url()),
        "priorities": ("notulis", priorities),
        "screen": ("notulis", f"{worked}layar/"),
        "group": ("notulis.pusat", group.get_absolute_url()),
        "proposals": ("camat", f"{sealed}usulan/"),
        "joint-commitment": ("camat", f"{sealed}komitmen-bersama/"),
        "kinds": ("notulis", "/jenis-rapat/"),
        "kind": ("notulis", "/jenis-rapat/LM-T1/"),
        "news": ("notulis", "/kabar/"),
        "search": ("notulis", "/cari/?q=masalah"),
        "figures": ("dinkes.kota", "/wilayah/32.73/angka/?tahun=2023"),
        "calendar": ("dinkes.kota", "/wilayah/32.73/kalender/?tahun=2023"),
        "ages": ("dinkes.kota", "/wilayah/32.73/tenggat/"),
        "puskesmas": ("dinkes.kota", "/wilayah/32.73/puskesmas/"),
    }


@pytest.mark.long(30)
@pytest.mark.usefixtures("year")
def test_every_page_at_both_widths(contexts: Callable[..., Page], live_server: LiveServer) -> None:
    """All in one test: the year is played once."""
    wrong: list[str] = []
    for width, options in SIZES.items():
        page = contexts(**options)
        for name, (username, address) in pages().items():
            page.context.clear_cookies()
            if username:
                sign_in(page, User.objects.get(username=username), live_server.url)
            answer = page.goto(address)
            assert answer
            assert answer.status == 200, (name, answer.status)
            picture(page, f"{name}-{width}")
            wrong += [f"{name} at {width}: {told}" for told in page.evaluate(LOOK, width)]
    assert not wrong, "\n".join(wrong)


def test_the_look_sees(contexts: Callable[..., Page]) -> None:
    """A page with one of each fault: all are told."""
    page = contexts(**SIZES[360])
    page.set_content(
        "<html lang=en><title>x</title><h1>a</h1><h1>b</h1><h3>c</h3><input name=n><p id=p><b id=p></b>"
        "<a href=x></a><svg></svg><table><tr><td></table><button aria-describedby=none>ok</button>"
        "<div style='width: 900px'>wide</div><div class=choices><a style='padding: 0'>tight</a></div>"
    )
    told = " | ".join(page.evaluate(LOOK, 360))
    for fault in (
        *("px wide", "lang is en", "2 h1", "title is x", "not one main", "after h1", "no label"),
        *("no words: <a", "no words for <svg", "without headings", "twice the id p"),
        *("points to none", "px high", "words at the edge"),
    ):
        assert fault in told, (fault, told)
