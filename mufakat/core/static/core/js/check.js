// A file is compared with the one that was issued, in the browser: nothing is sent. Without this file it is uploaded.
"use strict";
for (const form of document.querySelectorAll("form[data-check]")) {
  const told = form.querySelector("[data-told]"), picked = form.querySelector("[type=file]");
  form.addEventListener("submit", async (event) => {
    const file = picked.files[0];
    if (!file || !window.crypto?.subtle) return;
    event.preventDefault();
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const found = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const same = found === form.dataset.check;
    told.className = `message ${same ? "success" : "error"}`;
    told.textContent = `${same ? told.dataset.same : told.dataset.other} SHA-256 ${found}`;
    told.hidden = false;
  });
}
