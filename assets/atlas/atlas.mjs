// @ts-check
/** What a script adds to the pages of the atlas, which are complete without it. */
import { enliven } from "./map.mjs";
import { answer } from "./search.mjs";

document.querySelectorAll(".map svg[data-moves]").forEach(enliven);
answer(document.querySelector(".results"));
