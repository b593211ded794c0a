// What others write appears here within seconds, beside what this one types, has ticked, opened or focused: those stay.
// Asks with a mark whether anything moved (304 while nothing has); only then the page itself, and puts in what differs.
"use strict";
(() => {
  const EVERY = 3000, MOST = 60000, LOST = new Set([401, 403, 404, 410]), CONTROLS = "input, textarea, select";
  const sign = document.getElementById("langsung");
  let mark = sign.dataset.mark, pause = EVERY, timer = 0, swaps = 0, asking = false, left = false;

  // A node as the server wrote it: without what is new in every answer, or what the reader opened.
  const plain = (node) => {
    const copy = node.cloneNode(true);
    for (const each of [copy, ...copy.querySelectorAll("*")]) {
      if (["csrfmiddlewaretoken", "act_id", "made_at"].includes(each.name)) each.removeAttribute("value");
      each.removeAttribute("open");
      each.classList.remove("htmx-request", "htmx-added", "htmx-settling", "htmx-swapping");
      if (!each.className) each.removeAttribute("class");
    }
    return copy.outerHTML.replace(/\s+/g, " ");
  };
  const moved = (box) => {
    if (box.type === "hidden") return false;
    if (box.matches("[type=checkbox], [type=radio]")) return box.checked !== box.defaultChecked;
    if (!box.options) return box.value !== box.defaultValue;
    const first = Math.max(0, [...box.options].findIndex((each) => each.defaultSelected));
    return box.selectedIndex > 0 && box.selectedIndex !== first;
  };
  const busy = (node) => {
    const own = document.activeElement;
    return (own !== document.body && node.contains(own)) || node.matches("details[open]")
      || node.querySelector("details[open]") !== null
      || [node, ...node.querySelectorAll(CONTROLS)].some((each) => each.matches(CONTROLS) && moved(each));
  };

  // Makes `old` like `now` but for what is busy; true if nothing was left out.
  const merge = (old, now) => {
    if (plain(old) === plain(now)) return true;
    if (!busy(old)) {
      const [x, y] = [old.scrollLeft, old.scrollTop];
      old.replaceWith(now);
      now.scrollTo(x, y);
      return window.htmx?.process(now), true;
    }
    if (old.matches(CONTROLS)) return true; // it is being filled in
    const rest = (node) => [...node.children].filter((each) => !each.id);
    const [mine, theirs] = [rest(old), rest(now)];
    if (!old.children.length || mine.length !== theirs.length) return false;
    if (mine.some((each, i) => each.tagName !== theirs[i].tagName)) return false;
    const news = new Map([...now.children].filter((each) => each.id).map((each) => [each.id, each]));
    let whole = true, before = null;
    for (const each of [...old.children]) {
      if (!each.id || news.has(each.id)) continue;
      if (busy(each)) whole = false;
      else each.remove();
    }
    for (const each of [...now.children]) {
      const own = each.id ? [...old.children].find((one) => one.id === each.id) : mine[theirs.indexOf(each)];
      if (own) {
        whole = merge(own, each) && whole;
        before = own.isConnected ? own : each;
        continue;
      }
      if (before) before.after(each);
      else old.prepend(each);
      window.htmx?.process(each);
      before = each;
    }
    return whole;
  };

  const stop = (told) => {
    timer = -1;
    sign.textContent = told;
  };
  // The page as it is shown: with what was typed into its search.
  const address = () => {
    const asked = new URLSearchParams(location.search), search = document.querySelector("main [role=search]");
    for (const [name, value] of search ? new FormData(search) : []) {
      if ((asked.get(name) ?? "") !== value) asked.delete("hal");
      asked.set(name, value);
    }
    return `${location.pathname}?${asked}`;
  };
  const refresh = async () => {
    const from = address(), then = swaps;
    const answer = await fetch(from, { redirect: "manual", cache: "no-store" });
    if (LOST.has(answer.status) || answer.type === "opaqueredirect") return stop(sign.dataset.lost);
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = page.getElementById("langsung");
    if (from !== address() || then !== swaps) return; // the reader went on meanwhile: asked again
    if (!there || there.dataset.state !== sign.dataset.state) return stop(sign.dataset.over);
    const parts = ["main", ".side"].map((one) => [document.querySelector(one), page.querySelector(one)]);
    left = parts.map(([old, now]) => !old || !now || merge(old, now)).includes(false);
    mark = there.dataset.mark;
  };
  const ask = async () => {
    if (asking || timer === -1 || document.hidden) return;
    asking = true;
    const began = performance.now();
    try {
      const headers = { "If-None-Match": `"${mark}"` };
      const answer = await fetch(sign.dataset.asks, { headers, redirect: "manual", cache: "no-store" });
      if (LOST.has(answer.status) || answer.type === "opaqueredirect") stop(sign.dataset.lost);
      else if (answer.status === 200) await refresh();
      else if (answer.status !== 304) throw new Error(answer.status);
      pause = Math.max(EVERY, 4 * (performance.now() - began)); // a slow line is left to those who write
    } catch {
      pause = Math.min(2 * pause, MOST); // no network, or a server that rests
    }
    asking = false;
    if (timer !== -1) timer = setTimeout(ask, pause);
  };
  document.addEventListener("visibilitychange", () => { clearTimeout(timer > 0 ? timer : 0); ask(); });
  // What was left out as busy is asked for again once it is let go.
  for (const name of ["focusout", "change", "toggle"]) {
    document.addEventListener(name, () => { if (left) [mark, left] = ["", false]; }, true);
  }
  document.addEventListener("htmx:afterSwap", () => { swaps += 1; });
  timer = setTimeout(ask, EVERY);
})();
