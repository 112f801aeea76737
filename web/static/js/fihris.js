// Everything that scripts add to the pages. Every page works without any of it.

import { enhance as plots } from "./timeline.js";
import "./live.js";
import "./completions.js";
import "./keys.js";
import "./facets.js";
import { enhance as reasons } from "./why.js";
import { enhance as marks } from "./marks.js";
import { enhance as copies } from "./copy.js";

const onceLoaded = [reasons, marks, copies];

for (const enhance of onceLoaded) enhance();

// What has come in later needs the same; timeline.js sees to the first page by itself.
document.addEventListener("fihris:swapped", () => {
  for (const enhance of [...onceLoaded, plots]) enhance();
});
