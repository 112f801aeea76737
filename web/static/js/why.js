// «Why this result?» below the result itself.

import { addressOfLink, fetchPage, isPlain } from "./page.js";

let count = 0;

/** Links to explanations become buttons that open and close them. */
export function enhance() {
  for (const link of document.querySelectorAll("main a.why:not([role])")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.why[role=button]");
  if (!link || !isPlain(event)) return;
  event.preventDefault();
  toggle(link);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches?.("a.why[role=button]")) return;
  event.preventDefault();
  if (!event.repeat) toggle(event.target);
});

async function toggle(link) {
  if (link.hasAttribute("aria-busy")) return;
  const opened = document.getElementById(link.getAttribute("aria-controls"));
  if (opened) {
    opened.remove();
    link.removeAttribute("aria-controls");
    link.setAttribute("aria-expanded", "false");
    return;
  }
  link.setAttribute("aria-busy", "true");
  try {
    const page = await fetchPage(addressOfLink(link));
    open(link, page.document.getElementById("explanation"));
  } catch {
    location.assign(link.href);
  } finally {
    link.removeAttribute("aria-busy");
  }
}

function open(link, explanation) {
  const card = link.closest(".card");
  if (!explanation || !card) {
    location.assign(link.href);
    return;
  }
  const heading = explanation.querySelector("h1");
  const inside = document.createElement("div");
  count += 1;
  inside.id = `explanation-${count}`;
  inside.className = "explanation inside";
  // Several may be open; none of them is a region of the page.
  inside.setAttribute("role", "group");
  inside.setAttribute("aria-label", heading.textContent);
  // The text of a result is Arabic; this is in the language of the page.
  inside.lang = document.documentElement.lang;
  inside.dir = document.documentElement.dir;
  inside.append(...explanation.childNodes);
  for (const element of [heading, ...inside.querySelectorAll(".story-named, .ways")]) element.remove();
  card.append(inside);
  link.setAttribute("aria-controls", inside.id);
  link.setAttribute("aria-expanded", "true");
}
