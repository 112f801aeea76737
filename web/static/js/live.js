// Search as you go: pages of results come in without a page load, each with its own address.
//
// A stretch of typing makes one entry of the history, so that «back» leads to the page before it.
// Links with `data-live` and forms that search make an entry each. What was typed is never lost:
// the box is never replaced, and its text changes only when a reader goes somewhere else. While the
// last word is half typed the page before it stays; the Enter key searches for anything.

import {
  addressOf,
  addressOfLink,
  announce,
  fetchPage,
  isPlain,
  sameAddress,
  whileTyping,
} from "./page.js";
import { fits, focusResults, refocus, remembered, swap } from "./swap.js";

const PAUSE = 200; // milliseconds without a letter before what is typed is searched
const SETTLED = 700; // milliseconds without a letter before the number of results is told
const FEWEST = 2; // letters that are searched while typing; the Enter key searches for one too

const form = document.getElementById("search");
const box = document.getElementById("q");
const main = document.getElementById("content");

let shown = location.href; // the address of the page shown
let asked = box.value.trim(); // the text that it answers
let loading = null; // stops the request that is under way
let following = null; // the link that is being followed
let typing = false; // whether the entry of the history is that of the text being typed
let pause = 0;
let told = 0;

/**
 * Show the page at an address.
 *
 * @param {string} address
 * @param {object} how
 * @param {"typed"|"submitted"|"link"|"chosen"|"back"} how.kind what led there
 * @param {Element} [how.control] what was clicked
 * @param {number} [how.scroll] how far the page was scrolled when it was left
 */
export async function visit(address, how) {
  if (how.kind !== "link") clearTimeout(pause);
  loading?.abort();
  const mine = new AbortController();
  loading = mine;
  const text = box.value;
  const entry = entryFor(address, how.kind);
  main.setAttribute("aria-busy", "true");
  try {
    const asking = how.kind === "typed" ? whileTyping(address, text) : address;
    const page = await fetchPage(asking, mine.signal);
    if (!page || mine.signal.aborted) return;
    show(asking === address ? page : { ...page, address }, entry, text, how);
  } catch (error) {
    if (mine.signal.aborted) return;
    if (!(error instanceof TypeError)) throw error;
    // The browser says best what is the matter; but not in the middle of a word.
    if (how.kind === "back") location.reload();
    else if (how.kind !== "typed") location.assign(address);
  } finally {
    if (loading === mine) {
      loading = null;
      main.removeAttribute("aria-busy");
    }
  }
}

function entryFor(address, kind) {
  if (kind === "back") return "none";
  const stillTyping = typing && kind !== "link";
  return stillTyping || sameAddress(address, shown) ? "replace" : "push";
}

function show(page, entry, text, how) {
  if (!fits(page.document)) {
    if (how.kind === "back") location.reload();
    else location.assign(page.address);
    return;
  }
  const memory = remembered(how.control ?? document.activeElement);
  record(page.address, entry);
  typing = how.kind === "typed" && document.activeElement === box;
  settleBox(answeredBy(page), text, how.kind);
  swap(page.document);
  place(how, memory);
  tell(how.kind);
  document.dispatchEvent(new CustomEvent("fihris:swapped", { detail: how.kind }));
}

function record(address, entry) {
  shown = address;
  if (entry === "push") history.pushState({}, "", address);
  else if (entry === "replace") history.replaceState({}, "", address);
}

/** The words that a page answers; a page that refuses a search does not repeat them. */
function answeredBy(page) {
  if (!page.document.body.matches(".error")) return page.document.getElementById("q").value;
  return new URL(page.address, location).searchParams.get("q") ?? "";
}

/** Let the box say what the page answers, unless the reader is ahead of it. */
function settleBox(answered, text, kind) {
  const ahead = box.value !== text || (kind === "link" && text.trim() !== asked);
  asked = kind === "typed" ? text.trim() : answered;
  if (kind === "typed" || (ahead && kind !== "back" && kind !== "chosen")) return;
  box.value = answered;
}

function place(how, memory) {
  if (how.kind === "back") {
    if (memory) main.focus({ preventScroll: true });
    if (how.scroll !== undefined) scrollTo({ top: how.scroll, behavior: "instant" });
  } else if (how.control?.closest(".pages, [rel~=next], [rel~=prev]")) {
    focusResults();
  } else if (memory) {
    refocus(memory);
  }
}

function tell(kind) {
  clearTimeout(told);
  const heading = main.querySelector("#total, h1");
  told = setTimeout(() => announce(heading?.textContent ?? ""), kind === "typed" ? SETTLED - PAUSE : 0);
}

// Typing

// Whoever writes a search on the page of an article is still reading it.
const asYouGo = () => document.body.matches(".home, .results, .error");

function typed() {
  clearTimeout(pause);
  if (following) {
    following.then(typed);
    return;
  }
  const letters = [...box.value.trim()].length;
  if (!asYouGo() || (letters > 0 && letters < FEWEST)) return;
  const address = addressOf(form);
  if (sameAddress(address, shown)) loading?.abort();
  else visit(address, { kind: "typed" });
}

function soon() {
  clearTimeout(pause);
  clearTimeout(told);
  pause = setTimeout(typed, PAUSE);
}

box.addEventListener("input", (event) => {
  if (!event.isComposing) soon();
});
box.addEventListener("compositionend", soon);
box.addEventListener("blur", () => {
  typing = false;
});

// Forms and links

form.addEventListener("submit", (event) => {
  event.preventDefault();
  visit(addressOf(form), { kind: "submitted" });
  typing = false;
  // The keyboard on the screen would hide the results.
  if (matchMedia("(pointer: coarse)").matches) box.blur();
});

/** Follow a link, or what is like one: a form, a choice. */
export function follow(address, control) {
  typing = false;
  const before = visit(address, { kind: "link", control });
  following = before;
  before.then(() => {
    if (following !== before) return;
    following = null;
    if (box.value.trim() !== asked) typed();
  });
}

main.addEventListener("submit", (event) => {
  const searches = new URL(event.target.action).pathname === new URL(form.action).pathname;
  if (event.defaultPrevented || event.target.method !== "get" || !searches) return;
  event.preventDefault();
  follow(addressOf(event.target), event.submitter);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-live]");
  if (!link || !isPlain(event)) return;
  event.preventDefault();
  follow(addressOfLink(link), link);
});

/** For other scripts: `new CustomEvent("fihris:visit", { detail: address, cancelable: true })`. */
document.addEventListener("fihris:visit", (event) => {
  event.preventDefault();
  follow(event.detail, null);
});

// History

addEventListener("popstate", (event) => {
  // A link within the page changes its address as well.
  if (sameAddress(location.href, shown)) return;
  following = null;
  typing = false;
  visit(location.href, { kind: "back", scroll: event.state?.scroll });
});

addEventListener("scrollend", () => {
  // While a page comes in, what is scrolled belongs to neither.
  if (!loading) history.replaceState({ ...history.state, scroll: scrollY }, "");
});
