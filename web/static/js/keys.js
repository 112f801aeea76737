// Keys. Those of one letter can be switched off (WCAG 2.1.4) and are found by their place on the
// keyboard too, because an Arabic layout has other letters there.

import { motion } from "./page.js";
import { step as stepMark } from "./marks.js";

const box = document.getElementById("q");
const help = document.getElementById("keys");

const results = () => [...document.querySelectorAll("main .card-title a")];
const isWritten = (element) =>
  element.isContentEditable || element.matches("input, textarea, select");

function focusBox() {
  box.focus();
  box.select();
}

function focusResult(link) {
  link.focus({ preventScroll: true });
  link.closest(".card").scrollIntoView({ block: "nearest", behavior: motion() });
}

/** To the next result in a direction; from the first one back to the box, if `toBox`. */
function step(by, toBox = false) {
  const links = results();
  const place = links.indexOf(document.activeElement);
  if (place < 0) {
    if (links.length) focusResult(links[0]);
  } else if (place === 0 && by < 0) {
    if (toBox) focusBox();
  } else if (links[place + by]) {
    focusResult(links[place + by]);
  }
}

const next = (by) => (results().length ? step(by) : stepMark(by));

const letters = [
  { key: "/", code: "Slash", act: focusBox },
  { key: "?", other: "؟", act: () => help.showModal() },
  { key: "j", code: "KeyJ", act: () => next(1) },
  { key: "k", code: "KeyK", act: () => next(-1) },
];

/** Whether a key is this one: by its letter, or by its place where the layout is not Latin. */
function matches(event, { key, code, other }) {
  if (event.key === key || event.key === other) return true;
  const foreign = event.key.length === 1 && event.key > "\u007f";
  return foreign && !event.shiftKey && event.code === code;
}

function onLetter(event) {
  if (document.documentElement.dataset.shortcuts === "off") return;
  const letter = letters.find((one) => matches(event, one));
  if (!letter) return;
  event.preventDefault();
  letter.act();
}

function onArrow(event) {
  if (!results().includes(document.activeElement)) return;
  event.preventDefault();
  step(event.key === "ArrowDown" ? 1 : -1, true);
}

// In the box; while completions are open, their keys do not come here.
function inBox(event) {
  if (event.key === "ArrowDown" && results().length) {
    event.preventDefault();
    step(1);
  } else if (event.key === "Escape") {
    // Some browsers would throw away what is typed.
    event.preventDefault();
  }
}

function onPage(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") onArrow(event);
  else if (event.key === "Escape") focusBox();
  else onLetter(event);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.target === box) inBox(event);
  else if (!isWritten(event.target)) onPage(event);
});
