// @ts-check
/** Numbers and words that the page says itself; everything else comes written in the view. */

const NARROW = "\u202f";

/** A number as the French write it, for instance 1 234,5. @param {number} value */
export const number = (value) => value.toLocaleString("fr-FR", { maximumSignificantDigits: 6 }).replaceAll("\u00a0", NARROW);

/** `1 commune`, `12 communes`. @param {number} count @param {string} one @param {string} many */
export const counted = (count, one, many) => `${number(count)}\u00a0${count < 2 ? one : many}`;

/** The largest of 1, 2, 5 x 10^n that is not above `limit`. @param {number} limit */
export function roundBelow(limit) {
  const power = 10 ** Math.floor(Math.log10(limit));
  return [5, 2, 1].map((step) => step * power).find((value) => value <= limit) ?? power;
}

/** What a screen reader hears for a cell. @param {string} name @param {Cell} cell @param {View} view */
export function spoken(name, cell, view) {
  const band = cell.class === null || cell.class === undefined ? null : view.classes[cell.class];
  const quality = cell.quality === "fragile" ? view.fragile?.label : null;
  const words = [`${name}\u00a0: ${cell.text}`, cell.rank_text, band && `classe ${band.label}`, quality];
  return words.filter(Boolean).join(", ");
}

/** @typedef {import("./types.d.ts").Cell} Cell */
/** @typedef {import("./types.d.ts").View} View */
