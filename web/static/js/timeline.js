// Plots over time: bars are one stop of the keyboard, and a range of them can be chosen by dragging
// or with Shift. Without this file bars are links for the pointer, and the table holds the same.
// Everything is heard at the document, so plots that come in later work as well.

const PLOT = "[data-plot]";
const THRESHOLD = 6; // pixels that a pointer moves before it drags rather than clicks

let range = null; // { plot, from, to, dragging, x }: the ends are places among the periods

const periodsOf = (plot) => [...plot.querySelectorAll(".period")];
const linksOf = (plot) => [...plot.querySelectorAll("a.period")];
const forwards = (plot) => (getComputedStyle(plot).direction === "rtl" ? "ArrowLeft" : "ArrowRight");

/** Make one bar of every plot a stop of the keyboard, and show how ranges are chosen and read. */
export function enhance(root = document) {
  for (const plot of root.querySelectorAll(PLOT)) {
    const links = linksOf(plot);
    if (links.length && !links.some((link) => link.tabIndex === 0)) links.at(-1).tabIndex = 0;
    const line = plot.parentElement.querySelector("[data-told-here]");
    if (line) line.hidden = false;
    if (plot.dataset.anytime && links.length) {
      const hint = plot.parentElement.querySelector("[data-hint]");
      if (hint) hint.hidden = false;
    }
  }
}

function stopAt(plot, link) {
  for (const other of linksOf(plot)) other.tabIndex = other === link ? 0 : -1;
  link.focus();
}

// One bar

/** Write what stands at a bar below its plot; nothing while a range is told there. */
function readOut(plot, period) {
  const line = plot.parentElement.querySelector("[data-read-out]");
  if (!line) return;
  const free = period && !plot.querySelector(".in-range");
  line.textContent = free ? period.dataset.told ?? period.querySelector("title").textContent : "";
}

// The range

function show() {
  readOut(range.plot, null);
  const [low, high] = [Math.min(range.from, range.to), Math.max(range.from, range.to)];
  const periods = periodsOf(range.plot);
  periods.forEach((period, place) => {
    period.classList.toggle("in-range", place >= low && place <= high);
  });
  const chosen = periods.slice(low, high + 1);
  const count = chosen.reduce((sum, period) => sum + Number(period.dataset.count), 0);
  tell(range.plot, {
    first: chosen[0].dataset.name,
    last: chosen.at(-1).dataset.name,
    count: count.toLocaleString("en"),
  });
}

function tell(plot, words) {
  const status = plot.parentElement.querySelector("[data-status]");
  if (!status) return;
  status.textContent = words
    ? status.dataset.range.replace(/\{(\w+)\}/g, (_, name) => words[name])
    : "";
}

function drop() {
  if (!range) return;
  for (const period of periodsOf(range.plot)) period.classList.remove("in-range");
  tell(range.plot, null);
  range = null;
}

function go() {
  const { plot, from, to } = range;
  const periods = periodsOf(plot);
  const address = new URL(plot.dataset.anytime, location.href);
  address.searchParams.set("from", periods[Math.min(from, to)].dataset.first);
  address.searchParams.set("to", periods[Math.max(from, to)].dataset.last);
  // live.js takes it up where it runs; else the page is loaded.
  const visit = new CustomEvent("fihris:visit", { detail: address.href, cancelable: true });
  if (document.dispatchEvent(visit)) location.assign(address);
}

// Pointer: mouse, pen or finger

function placeAt(plot, x) {
  const area = plot.querySelector(".plot-area").getBoundingClientRect();
  const count = periodsOf(plot).length;
  const along = (x - area.left) / area.width;
  const place = Math.floor((forwards(plot) === "ArrowLeft" ? 1 - along : along) * count);
  return Math.min(Math.max(place, 0), count - 1);
}

document.addEventListener("pointerdown", (event) => {
  const area = event.target.closest?.(".plot-area");
  const plot = area?.closest(PLOT);
  drop();
  if (!plot?.dataset.anytime || event.button !== 0 || !event.isPrimary) return;
  const place = placeAt(plot, event.clientX);
  range = { plot, from: place, to: place, dragging: false, x: event.clientX };
});

document.addEventListener("pointermove", (event) => {
  if (!range || range.x === undefined || !event.isPrimary) return;
  if (!range.dragging && Math.abs(event.clientX - range.x) < THRESHOLD) return;
  if (!range.dragging) {
    range.dragging = true;
    range.plot.querySelector(".plot-area").setPointerCapture(event.pointerId);
  }
  const place = placeAt(range.plot, event.clientX);
  if (place !== range.to || !range.shown) {
    range.to = place;
    range.shown = true;
    show();
  }
});

function swallow(click) {
  click.preventDefault();
}

document.addEventListener("pointerup", (event) => {
  if (!range || range.x === undefined || !event.isPrimary) return;
  if (!range.dragging) {
    drop();
    return;
  }
  // The click that follows would open the bar below the pointer.
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 0);
  go();
});

document.addEventListener("pointerover", (event) => {
  const period = event.pointerType !== "touch" && event.target.closest?.(".period");
  const plot = period && period.closest(PLOT);
  if (plot) readOut(plot, period);
});

document.addEventListener("pointerout", (event) => {
  const plot = event.target.closest?.(".period")?.closest(PLOT);
  if (plot) readOut(plot, plot.querySelector(".period:focus-visible"));
});

document.addEventListener("pointercancel", drop);
document.addEventListener("dragstart", (event) => {
  if (event.target.closest?.(".plot-area")) event.preventDefault();
});

// Keyboard

function target(plot, link, key) {
  const links = linksOf(plot);
  const place = links.indexOf(link);
  if (key === "Home") return links[0];
  if (key === "End") return links.at(-1);
  const step = key === forwards(plot) ? 1 : -1;
  return links[Math.min(Math.max(place + step, 0), links.length - 1)];
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && range) {
    drop();
    event.preventDefault();
    return;
  }
  const link = event.target.closest?.("a.period");
  const plot = link?.closest(PLOT);
  if (!plot || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Enter" && range?.plot === plot && range.from !== range.to) {
    event.preventDefault();
    go();
    return;
  }
  if (!["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
  event.preventDefault();
  const next = target(plot, link, event.key);
  if (event.shiftKey && plot.dataset.anytime) {
    const periods = periodsOf(plot);
    range ??= { plot, from: periods.indexOf(link) };
    range.to = periods.indexOf(next);
    show();
  } else {
    drop();
  }
  stopAt(plot, next);
});

document.addEventListener("focusin", (event) => {
  const period = event.target.closest?.(".period:focus-visible");
  const plot = period?.closest(PLOT);
  if (plot) readOut(plot, period);
});

document.addEventListener("focusout", (event) => {
  const plot = event.target.closest?.(PLOT);
  if (plot) readOut(plot, null);
  if (range?.plot === plot && range && !range.dragging && !plot.contains(event.relatedTarget)) drop();
});

enhance();
