// The marked words of an article: from one to the next.

import { announce, motion } from "./page.js";

let marks = [];
let current = -1;

/** Make the note on marked words a way through them. */
export function enhance() {
  const jumps = document.getElementById("jumps");
  marks = [...document.querySelectorAll('main mark[id^="mark-"]')];
  current = -1;
  if (!jumps || jumps.querySelector("button") || !marks.length) return;
  const place = document.createElement("span");
  place.className = "place";
  place.hidden = true;
  // Where links jumped to the first mark, buttons go to all.
  for (const link of jumps.querySelectorAll("a")) link.remove();
  jumps.append(button(jumps.dataset.previous, -1), place, button(jumps.dataset.next, 1));
}

function button(text, by) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.addEventListener("click", () => step(by));
  return element;
}

/** To the next mark in a direction; after the last comes the first. */
export function step(by) {
  if (!marks.length) return;
  const from = current < 0 && by < 0 ? 0 : current;
  show((from + by + marks.length) % marks.length);
}

function show(number) {
  const [before, mark] = [marks[current], marks[number]];
  before?.classList.remove("current");
  before?.removeAttribute("aria-current");
  current = number;
  mark.classList.add("current");
  mark.setAttribute("aria-current", "true");
  // A mark in a link takes no focus of its own.
  (mark.closest("a") ?? mark).focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center", behavior: motion() });
  const place = document.querySelector("#jumps .place");
  place.hidden = false;
  place.textContent = `${number + 1} / ${marks.length}`;
  announce(place.textContent);
}
