// A button that copies a text: for every element with `data-copy`.

import { announce } from "./page.js";

/** Put a button after each text that is there to be copied. */
export function enhance() {
  for (const element of document.querySelectorAll("[data-copy]")) {
    if (element.nextElementSibling?.matches("button.copy")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = document.body.dataset.sayCopy;
    button.addEventListener("click", () => copied(element, button));
    element.after(button);
  }
}

async function copied(element, button) {
  const text = element.dataset.copy || element.textContent.trim();
  if (!(await toClipboard(text, element))) return;
  const said = document.body.dataset.sayCopied;
  button.textContent = said;
  announce(said);
  button.addEventListener(
    "blur",
    () => {
      button.textContent = document.body.dataset.sayCopy;
    },
    { once: true },
  );
}

/** Whether the text was copied; else it is selected, to be copied by hand. */
async function toClipboard(text, element) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages that are not served over https have no clipboard; the oldest way still works there.
    getSelection().selectAllChildren(element);
    return document.execCommand("copy");
  }
}
