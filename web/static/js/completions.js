// Completions below the search box: a combobox of WAI-ARIA with its listbox.
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
//
// They are offered, never chosen by themselves: what is typed stays in the box, and the Enter key
// searches for it as long as no row was chosen.

import { visit } from "./live.js";

const PAUSE = 120; // milliseconds without a letter
const FEWEST_ON_A_PHONE = 5;

const form = document.getElementById("search");
const box = document.getElementById("q");
const list = document.createElement("ul");

let pause = 0;
let loading = null;
let chosen = -1;

function dress() {
  list.id = "completions";
  list.className = "completions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.completions);
  list.hidden = true;
  box.parentElement.after(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
}

// What is offered

function addressFor(text) {
  const address = new URL(form.dataset.suggest, location);
  const kept = [...form.querySelectorAll(".kept input")].map(({ name, value }) => [name, value]);
  address.search = new URLSearchParams([["q", text], ...kept]);
  return address;
}

async function offer() {
  const text = box.value;
  loading?.abort();
  if (!text.trim()) {
    close();
    return;
  }
  const mine = new AbortController();
  loading = mine;
  try {
    const response = await fetch(addressFor(text), { signal: mine.signal });
    const found = response.ok ? await response.json() : [];
    if (mine.signal.aborted || document.activeElement !== box) return;
    show(found);
  } catch {
    // Without completions the box is a box.
    if (!mine.signal.aborted) close();
  }
}

function show(found) {
  const phone = matchMedia("(max-width: 30rem)").matches;
  const rows = phone ? found.slice(0, FEWEST_ON_A_PHONE) : found;
  list.dir = getComputedStyle(box).direction; // that of what is typed
  list.replaceChildren(...rows.map(row));
  choose(-1);
  list.hidden = rows.length === 0;
  box.setAttribute("aria-expanded", String(!list.hidden));
}

function row(one, place) {
  const option = document.createElement("li");
  option.id = `completion-${place}`;
  option.className = `completion ${one.kind}`;
  option.setAttribute("role", "option");
  option.dataset.address = one.address;
  option.dataset.kind = one.kind;
  // Nothing in the text is bold: that would tear joined letters apart.
  option.append(part("bdi", "says", one.text));
  if (one.count) option.append(part("span", "count", one.count));
  if (one.label) option.append(part("span", "group", one.label));
  return option;
}

function part(tag, name, text) {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
}

/** Ask for nothing more, and show no answer that is still under way. */
function forget() {
  clearTimeout(pause);
  loading?.abort();
}

function close() {
  forget();
  list.hidden = true;
  choose(-1);
  box.setAttribute("aria-expanded", "false");
}

// What is chosen

function choose(place) {
  chosen = place;
  [...list.children].forEach((option, number) => {
    option.setAttribute("aria-selected", String(number === place));
  });
  const option = list.children[place];
  if (option) box.setAttribute("aria-activedescendant", option.id);
  else box.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest", behavior: "instant" });
}

/**
 * The next row in a direction; between the last and the first stands what was typed.
 *
 * Whoever walks has chosen this list: an answer that is still under way would take it away.
 */
function step(by) {
  forget();
  const places = list.children.length + 1;
  choose(((chosen + 1 + by + places) % places) - 1);
}

function go(option) {
  const { address, kind } = option.dataset;
  close();
  if (kind === "title") location.assign(address);
  else visit(address, { kind: "chosen" });
}

// Keys, letters, clicks

const keys = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Escape: close,
  Enter: () => go(list.children[chosen]),
};

box.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.key === "Tab" || (event.key === "Enter" && chosen < 0)) close();
  else if (!list.hidden && keys[event.key]) {
    event.preventDefault();
    event.stopImmediatePropagation(); // for others the list is closed by now, or never was
    keys[event.key]();
  }
});

function soon() {
  clearTimeout(pause);
  pause = setTimeout(offer, PAUSE);
}

box.addEventListener("input", (event) => {
  if (!event.isComposing) soon();
});
box.addEventListener("compositionend", soon);
box.addEventListener("blur", close);
form.addEventListener("submit", close);
document.addEventListener("fihris:swapped", (event) => {
  if (event.detail !== "typed") close();
});

list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) go(option);
});

dress();
