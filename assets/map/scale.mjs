// @ts-check
/** The scale bar: a round distance, about a sixth of the map. */
import { element } from "./dom.mjs";
import { number, roundBelow } from "./words.mjs";

const SHARE = 0.18;

/**
 * @param {HTMLElement} place
 * @param {number} metresPerPixel
 * @param {number} width of the map, in pixels
 */
export function showScale(place, metresPerPixel, width) {
  const kilometres = roundBelow((width * SHARE * metresPerPixel) / 1000);
  const bar = element("span", { class: "scale-bar" });
  bar.style.inlineSize = `${Math.round((kilometres * 1000) / metresPerPixel)}px`;
  place.replaceChildren(bar, element("span", {}, `${number(kilometres)}\u00a0km`));
}
