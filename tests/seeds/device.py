"""A device in the session without network: what a hand does in Mode Rapat, with the clock of the story."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponse
from playwright.sync_api import Locator, Page, expect

from mufakat.meetings.models import Meeting
from mufakat.site.demo.stage import Row, local
from tests.browser import sign_in
from tests.offline.rooms import all_sent, worker_ready
from tests.offline.test_browser_photos import kept_files

CLOCK = """(() => {
  if (window.storyShift === undefined) {
    const Real = Date;
    window.Date = class extends Real {
      constructor(...given) { if (given.length) super(...given); else super(Real.now() + window.storyShift); }
      static now() { return Real.now() + window.storyShift; }
    };
    Object.defineProperty(File.prototype, 'lastModified', { get: () => Date.now() });
  }
  window.storyShift = %d;
})()"""


class Line:
    """To the server: cut, it carries nothing, whatever the browser believes."""

    def __init__(self, monkeypatch: Any) -> None:
        self.is_cut = False
        self.tried: list[str] = []
        answer = BaseHandler.get_response

        def get_response(handler: BaseHandler, request: HttpRequest) -> Any:
            if self.is_cut:
                self.tried.append(request.path)
                return HttpResponse(status=502)
            return answer(handler, request)

        monkeypatch.setattr(BaseHandler, "get_response", get_response)


class Device:
    """Signed in as one writer; `at("2023-09-29T13:11")` sets its clock."""

    def __init__(self, page: Page, user: Any, address: str, meeting: Meeting) -> None:
        self.page, self.path = page, f"{meeting.get_absolute_url()}mode/"
        sign_in(page, user, address)

    def at(self, text: str) -> None:
        shift = int((local(text) - datetime.now().astimezone()).total_seconds() * 1000)
        self.page.context.add_init_script(CLOCK % shift)
        if self.page.url.startswith("http"):
            self.page.evaluate(CLOCK % shift)

    def take_along(self) -> None:
        self.page.goto(self.path)
        worker_ready(self.page)
        self.page.locator("#bawa").click()
        expect(self.page.locator("#bawaan")).to_contain_text("kB", timeout=60_000)

    def open_again(self) -> None:
        """The tab was closed, and the page is opened from what is on board."""
        context = self.page.context
        self.page.close()
        self.page = context.new_page()
        self.page.goto(self.path)
        self.page.wait_for_selector("#tab a")

    def cut(self) -> None:
        self.page.context.set_offline(True)

    def join(self) -> None:
        self.page.context.set_offline(False)
        self.page.evaluate("dispatchEvent(new Event('online'))")

    def away(self) -> None:
        """The page is left, and asks for nothing more."""
        self.page.goto("about:blank")

    def sent(self) -> None:
        """Every act has its receipt, and every photo lies whole on the server."""
        all_sent(self.page)
        for _ in range(100):
            if not kept_files(self.page):
                return
            self.page.wait_for_timeout(200)
        raise AssertionError("photos still wait")

    def lines(self, kind: str) -> Locator:
        return self.page.locator(f"[data-lines~={kind}] [data-act]")

    def part(self, name: str) -> None:
        # By the keyboard: the jump to the part of the press before may still move the list under a pointer.
        self.page.locator(f"#tab a[href='#{name}']").press("Enter")
        expect(self.page.locator(f"section#{name}")).to_be_visible()

    def form(self, kind: str) -> Locator:
        self.page.evaluate(
            """(kind) => document.querySelectorAll(`form[data-kirim=${kind}]`).forEach((f) => {
            const box = f.closest('details'); if (box) box.open = true; })""",
            kind,
        )
        return self.page.locator(f"form[data-kirim={kind}]").last

    def fill(self, form: Locator, **texts: Any) -> None:
        for name, text in texts.items():
            form.locator(f"[name={name}]").fill(str(text))

    def send(self, form: Locator) -> None:
        form.locator("button.btn:not(.second, .quiet)").last.click()

    # -- What is written down ----------------------------------------------------------------------

    def arrive(self, name: str) -> None:
        row = self.page.locator("#orang li").filter(has_text=name).first
        self.page.locator("#cari-orang").fill(name)
        row.locator("button[data-for=away]").click()
        expect(row).to_have_attribute("data-here", "here")

    def guest(self, name: str, title: str, body: str) -> None:
        n, form = self.lines("guest").count(), self.form("guest")
        self.fill(form, name=name, title=title, organisation_name=body)
        self.send(form)
        expect(self.lines("guest")).to_have_count(n + 1)

    def begin(self, step: str) -> None:
        row = self.page.locator(f"#langkah li[data-step='{step}']")
        row.locator("button[data-for=todo]").click()
        expect(row.locator("[data-told]")).not_to_be_empty()

    def end(self, step: str) -> None:
        row = self.page.locator(f"#langkah li[data-step='{step}']")
        row.locator("button[data-for=begun]").click()
        expect(row.locator("button:visible")).to_have_count(0)

    def say(self, step: str, text: str, *, decision: bool = False) -> None:
        n, form = self.lines("note").count(), self.page.locator("form[data-kirim=note]")
        form.locator("[name=agenda_item]").select_option(step)
        form.locator("textarea").fill(text)
        form.locator("[data-kind=decision]" if decision else "button.btn:not(.second)").click()
        expect(self.lines("note")).to_have_count(n + 1)

    def correct(self, note: Any, text: str) -> None:
        self.part("catatan")
        self.page.locator(f"#tertulis [data-id='{note.pk}'] a[data-base]").click()
        form = self.page.locator("form[data-kirim=change]")
        form.locator("textarea").fill(text)
        self.send(form)
        expect(self.lines("change")).to_have_count(1)

    def promise(self, row: Row, owner: str, person: str, place: str) -> None:
        n, form = self.lines("commitment").count(), self.form("commitment")
        self.fill(form, what=row["what"], owner_organisation=owner, owner_person=person)
        self.fill(form, region=place, due_on=row["due_on"], amount_idr=row["amount_idr"])
        self.fill(form, proof_asked=row["proof_asked"])
        form.locator("[name=funding_source]").select_option(row["funding_source"])
        self.send(form)
        expect(self.lines("commitment")).to_have_count(n + 1)

    def judge(self, promise: Any, row: Row) -> None:
        n, form = self.lines("verdict").count(), self.page.locator("#putusan-lain form")
        listed = self.page.locator(f"#daftar-rapor li[data-promise='{promise.pk}']")
        listed.locator("[data-choose]").click()
        form.locator(f"[name=verdict][value={row['verdict']}]").check()
        self.fill(form, reason=row["reason"])
        for name in ("new_due_on", "new_what"):
            if name in row:
                self.fill(form, **{name: row[name]})
        if row["verdict"] == "kept":  # it had been shown on the table
            form.locator("[name=proof_seen]").check()
        self.send(form)
        expect(self.lines("verdict")).to_have_count(n + 1)

    def photo(self, part: str, caption: str, taken: bytes) -> None:
        n, form = self.lines("photo").count(), self.page.locator("form[data-kirim=photo]")
        form.locator("[name=part]").select_option(part)
        given = {"name": f"{part}.jpg", "mimeType": "image/jpeg", "buffer": taken}
        form.locator("[data-photo]").set_input_files(given)  # type: ignore[arg-type]
        self.fill(form, caption=caption)
        self.send(form)
        expect(self.lines("photo")).to_have_count(n + 1)

    def look(self, folder: Path | None, name: str) -> None:
        """Pictures at both widths, for people to look at; nothing hangs over the edge."""
        for width in (360, 1280):
            self.page.set_viewport_size({"width": width, "height": 800})
            if folder:
                file = folder / f"{name}-{width}.png"
                self.page.screenshot(path=str(file), full_page=True, caret="initial")
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (name, width, wide)
