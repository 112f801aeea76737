// All values of a facet in a dialog: filtered while typing, chosen together.

import { follow } from "./live.js";
import { addressOf, addressOfLink, announce, fetchPage, isPlain } from "./page.js";

const PAUSE = 200; // milliseconds without a letter before the list is filtered

let loading = null;
let pause = 0;

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("main a[data-dialog]");
  if (!link || !isPlain(event)) return;
  event.preventDefault();
  try {
    const list = await fetchList(addressOfLink(link));
    open(list, link);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(link.href);
  }
});

async function fetchList(address) {
  loading?.abort();
  loading = new AbortController();
  const page = await fetchPage(address, loading.signal);
  const list = page.document.getElementById("facet-all");
  if (!list) throw new TypeError(`${address} has no list`);
  return document.adoptNode(list);
}

// The dialog

function open(list, link) {
  const dialog = document.createElement("dialog");
  dialog.className = "facet-dialog";
  dialog.setAttribute("aria-labelledby", "facet-all-heading");
  dialog.append(closing(dialog), list);
  lower(list);
  document.body.append(dialog);
  const choices = new Map(); // what was ticked or unticked here, on whichever page of the list
  const name = link.closest("[data-facet]").dataset.facet;
  const parts = { dialog, link, name, choices };
  dialog.addEventListener("submit", (event) => onSubmit(event, parts));
  dialog.addEventListener("click", (event) => onClick(event, parts));
  dialog.addEventListener("input", (event) => onInput(event, parts));
  dialog.addEventListener("change", (event) => onChange(event, parts));
  dialog.addEventListener("close", () => {
    clearTimeout(pause);
    loading?.abort();
    dialog.remove();
    // Some browsers do not focus links that are clicked, and so have nothing to give back.
    if (link.isConnected) link.focus({ preventScroll: true });
  });
  dialog.showModal();
  dialog.querySelector(".containing input[type=search]").focus();
}

function closing(dialog) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "close";
  button.setAttribute("aria-label", document.body.dataset.sayClose);
  button.append("×");
  button.addEventListener("click", () => dialog.close());
  return button;
}

/** In a dialog the heading of a page is the second of its rank. */
function lower(list) {
  const heading = list.querySelector("h1");
  const lowered = document.createElement("h2");
  lowered.id = heading.id;
  lowered.append(...heading.childNodes);
  heading.replaceWith(lowered);
}

// The list inside

function onInput(event, parts) {
  if (!event.target.closest(".containing") || event.isComposing) return;
  clearTimeout(pause);
  pause = setTimeout(() => refill(addressOf(event.target.form), parts), PAUSE);
}

function onChange(event, { choices }) {
  if (event.target.type === "checkbox") choices.set(event.target.value, event.target.checked);
}

function onClick(event, parts) {
  // What is clicked outside of the dialog is its backdrop.
  if (event.target === parts.dialog) parts.dialog.close();
  const link = event.target.closest?.(".choose .ways a");
  if (!link || !isPlain(event)) return;
  event.preventDefault();
  if (link.rel) refill(addressOfLink(link), parts, true);
  else parts.dialog.close();
}

function onSubmit(event, parts) {
  event.preventDefault();
  clearTimeout(pause);
  if (event.target.matches(".containing")) {
    refill(addressOf(event.target), parts);
    return;
  }
  settle(event.target, parts);
  const address = addressOf(event.target);
  parts.dialog.close();
  follow(address, parts.link);
}

/** Other values in the list; the field that filters it stays as it is. */
async function refill(address, parts, turned = false) {
  const { dialog, choices } = parts;
  try {
    const list = await fetchList(address);
    lower(list);
    for (const part of ["h2", ".choose"]) {
      dialog.querySelector(`.facet-all ${part}`).replaceWith(list.querySelector(part));
    }
    for (const box of dialog.querySelectorAll(".choose input[type=checkbox]")) {
      if (choices.has(box.value)) box.checked = choices.get(box.value);
    }
    announce(dialog.querySelector("h2 .count").textContent);
    if (turned) {
      dialog.scrollTo({ top: 0, behavior: "instant" });
      dialog.querySelector(".choose input[type=checkbox]")?.focus({ preventScroll: true });
    }
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

/** Let a form hold what was ticked on other pages of its list, and not what was unticked there. */
function settle(form, { choices, name }) {
  const fields = [...form.elements].filter((field) => field.name === name);
  const present = new Map(fields.map((field) => [field.value, field]));
  for (const [value, ticked] of choices) {
    const field = present.get(value);
    if (field?.type === "hidden" && !ticked) field.remove();
    if (!field && ticked) {
      const added = document.createElement("input");
      Object.assign(added, { type: "hidden", name, value });
      form.append(added);
    }
  }
}
