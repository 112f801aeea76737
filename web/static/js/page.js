// Pages of this site, fetched and read.

/**
 * The page at an address, or null where there is none yet; error pages are pages too.
 *
 * Fails where the network does, where `signal` says so, or where what comes is not a page.
 */
export async function fetchPage(address, signal) {
  const response = await fetch(address, { signal, headers: { Accept: "text/html" } });
  if (response.status === 204) return null;
  if (!response.headers.get("Content-Type")?.startsWith("text/html")) {
    throw new TypeError(`${address} is not a page`);
  }
  const text = await response.text();
  return {
    address: response.redirected ? response.url : String(address),
    document: new DOMParser().parseFromString(text, "text/html"),
  };
}

/** The address that submitting a form with GET leads to, without the fields nobody filled in. */
export function addressOf(form) {
  const address = new URL(form.action);
  const filled = [...new FormData(form)]
    .map(([name, value]) => [name, value.trim()])
    .filter(([, value]) => value);
  address.search = new URLSearchParams(filled);
  return address.href;
}

/**
 * Where to ask for a page while its search is being typed: there is none for half a word.
 *
 * @param {string} address
 * @param {string} text what was typed, with the space behind it
 */
export function whileTyping(address, text) {
  const asked = new URL(address);
  if (text.trim()) asked.searchParams.set("q", text);
  asked.searchParams.set("typing", "1");
  return asked.href;
}

/** Whether two addresses ask for the same page, however they are spelled. */
export function sameAddress(one, other) {
  const [a, b] = [one, other].map((address) => {
    const parts = new URL(address, location);
    parts.searchParams.sort();
    return `${parts.origin}${parts.pathname}?${parts.searchParams}`;
  });
  return a === b;
}

/** Whether a click is one that follows a link here, not one for a new tab or a download. */
export function isPlain(click) {
  const modified = click.ctrlKey || click.metaKey || click.shiftKey || click.altKey;
  return click.button === 0 && !modified && !click.defaultPrevented;
}

/** Where a link leads; those of a drawing have no plain `href`. */
export function addressOfLink(link) {
  return new URL(link.getAttribute("href"), location).href;
}

/** Tell screen readers something. */
export function announce(text) {
  const place = document.getElementById("announcement");
  if (!place) return;
  place.textContent = "";
  // A sentence that is told again has to come in anew.
  requestAnimationFrame(() => {
    place.textContent = text.replace(/\s+/g, " ").trim();
  });
}

/** How to scroll for this reader. */
export const motion = () =>
  matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
