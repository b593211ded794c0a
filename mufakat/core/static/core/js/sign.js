// A signature drawn with a finger, as strokes of whole numbers in a hidden field. Without this file one signs on paper.
"use strict";
for (const box of document.querySelectorAll("[data-sign]")) {
  const pad = box.querySelector("canvas"), field = document.getElementById(box.dataset.sign);
  const ink = pad.getContext("2d"), MOST = 800, NEAR = 5;
  let strokes = [], points = 0, drawing = false;

  const place = (event) => {
    const frame = pad.getBoundingClientRect();
    const inside = (part, whole, most) => Math.max(0, Math.min(most, Math.round((part / whole) * most)));
    return [
      inside(event.clientX - frame.left, frame.width, pad.width),
      inside(event.clientY - frame.top, frame.height, pad.height),
    ];
  };
  const draw = () => {
    ink.clearRect(0, 0, pad.width, pad.height);
    ink.lineWidth = 4;
    ink.lineCap = ink.lineJoin = "round";
    ink.strokeStyle = getComputedStyle(pad).color;
    for (const stroke of strokes) {
      ink.beginPath();
      ink.moveTo(stroke[0], stroke[1]);
      for (let i = 0; i < stroke.length; i += 2) ink.lineTo(stroke[i], stroke[i + 1]);
      ink.stroke();
    }
    field.value = strokes.length ? JSON.stringify(strokes) : "";
  };
  const add = (x, y) => {
    if (points >= MOST) return;
    strokes.at(-1).push(x, y);
    points += 1;
    draw();
  };
  pad.addEventListener("pointerdown", (event) => {
    if (points >= MOST || strokes.length >= 40) return;
    drawing = true;
    pad.setPointerCapture(event.pointerId);
    strokes.push([]);
    add(...place(event));
  });
  pad.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    const [x, y] = place(event), last = strokes.at(-1);
    if (Math.abs(x - last.at(-2)) + Math.abs(y - last.at(-1)) >= NEAR) add(x, y);
  });
  for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => { drawing = false; });
  box.querySelector("button").addEventListener("click", () => {
    strokes = [];
    points = 0;
    draw();
  });
  try {
    strokes = JSON.parse(field.value || "[]"); // what was drawn before the form came back
    points = strokes.flat().length / 2;
  } catch {
    strokes = [];
  }
  draw();
  box.hidden = false;
}
