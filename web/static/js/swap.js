// One page in place of another: what is swapped, and what a reader finds again as it was.

const HEAD = [
  'link[rel~="alternate"]',
  'link[rel~="prev"]',
  'link[rel~="next"]',
  'link[rel~="canonical"]',
  "meta[property]",
  'meta[name="robots"]',
  'meta[name="description"]',
  'meta[name^="twitter"]',
  'script[type="application/ld+json"]',
].join(",");

// Outside of <main>: the way past the masthead, and the address to come back to from the form of
// display choices.
const ATTRIBUTES = [
  [".skip", "href"],
  ['.display [name="next"]', "value"],
];

function needed(page) {
  return [...page.querySelectorAll('script[src], link[rel="stylesheet"]')]
    .map((element) => element.getAttribute("src") ?? element.getAttribute("href"))
    .join("\n");
}

/** Whether a page can stand in place of this one: it needs the same scripts and styles. */
export function fits(next) {
  return next.getElementById("content") !== null && needed(next) === needed(document);
}

/** Put a page in place of this one; the search box itself stays. */
export function swap(next) {
  const opened = openings();
  const main = document.getElementById("content");
  main.replaceChildren(...adopted(next.getElementById("content").childNodes));
  replaceInside(".site", next); // the links to this page in other languages
  // A page that refuses a search does not have the fields that the next one keeps.
  if (!next.body.matches(".error")) replaceInside(".search-box .kept", next);
  for (const [selector, name] of ATTRIBUTES) {
    const [here, there] = [document, next].map((page) => page.querySelector(selector));
    if (here && there) here.setAttribute(name, there.getAttribute(name));
  }
  for (const element of document.head.querySelectorAll(HEAD)) element.remove();
  document.head.append(...adopted(next.head.querySelectorAll(HEAD)));
  document.title = next.title;
  document.body.className = next.body.className;
  reopen(opened);
}

function replaceInside(selector, next) {
  const [here, there] = [document, next].map((page) => page.querySelector(selector));
  if (here && there) here.replaceChildren(...adopted(there.childNodes));
}

const adopted = (nodes) => [...nodes].map((node) => document.adoptNode(node));

// What is open stays open, and what is closed stays closed

const folds = () => document.querySelectorAll("main details[class]");

function openings() {
  return new Map([...folds()].map((fold) => [fold.className, fold.open]));
}

function reopen(opened) {
  for (const fold of folds()) {
    if (opened.has(fold.className)) fold.open = opened.get(fold.className);
  }
}

// Controls, found again

/** What a control of a page is called, whatever it does by now. */
function nameOf(control) {
  const facet = control.closest("[data-facet]")?.dataset.facet;
  const path = [];
  for (let row = control.closest(".facet-row"); row; row = row.parentElement.closest(".facet-row")) {
    path.unshift(row.querySelector(".label").textContent);
  }
  const around = control.closest("nav, form, ul[class], p[class]")?.className;
  const own = facet
    ? `${control.tagName} ${control.className}`
    : control.name || control.dataset.first || control.textContent.replace(/\s+/g, " ").trim();
  return JSON.stringify([facet ?? around, ...path, own]);
}

const controls = () => [
  ...document.querySelectorAll("main :is(a[href], button, summary, input:not([type=hidden]), select)"),
];

/** What to call a control of this page by, so that it is found again after the swap. */
export function remembered(control) {
  if (!control?.closest?.("main")) return null;
  const chips = [...document.querySelectorAll(".chips a")];
  return {
    name: nameOf(control),
    chip: chips.indexOf(control),
    top: control.getBoundingClientRect().top,
  };
}

/** Focus the same control again, where it was on the screen; else what comes after it. */
export function refocus(memory) {
  const same = controls().find((control) => nameOf(control) === memory.name);
  const chips = document.querySelectorAll(".chips a");
  const control = same ?? (memory.chip >= 0 && chips[Math.min(memory.chip, chips.length - 1)]);
  if (!control) {
    focusResults();
    return;
  }
  scrollBy({ top: control.getBoundingClientRect().top - memory.top, behavior: "instant" });
  control.focus({ preventScroll: true });
}

/** Focus the results from their beginning. */
export function focusResults() {
  const place = document.getElementById("hits") ?? document.getElementById("content");
  place.focus({ preventScroll: true });
  if (place.getBoundingClientRect().top < 0) place.scrollIntoView({ block: "start", behavior: "instant" });
}
