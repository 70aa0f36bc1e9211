// @ts-check
/** Numbers and words that the page says itself; everything else comes written in the view. */

const NARROW = "\u202f";
const FRENCH = new Intl.NumberFormat("fr-FR", { maximumSignificantDigits: 6 });

/** Across every picture and above every table of invented figures. */
export const DEMONSTRATION = "Données de démonstration";

/** A number as the French write it, for instance 1 234,5. @param {number} value */
export const number = (value) => FRENCH.format(value).replaceAll("\u00a0", NARROW);

/** With a capital. @param {string} text */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** `1 commune`, `12 communes`. @param {number} count @param {string} one @param {string} many */
export const counted = (count, one, many) => `${number(count)}\u00a0${count < 2 ? one : many}`;

/**
 * A value apart from its unit: `47 219 habitants` -> ["47 219", "habitants"]; `9,2 %` keeps its sign.
 * @param {string} text
 * @returns {[string, string]}
 */
export function parted(text) {
  const found = text.match(/^(environ\s)?([\u2212\d,\s]*\d(\s[%‰€])?)\s*(.*)$/);
  return found ? [(found[1] ?? "") + found[2], found[4]] : [text, ""];
}

/** The largest of 1, 2, 5 x 10^n that is not above `limit`. @param {number} limit */
export function roundBelow(limit) {
  const power = 10 ** Math.floor(Math.log10(limit));
  return [5, 2, 1].map((step) => step * power).find((value) => value <= limit) ?? power;
}

/** Down to one significant digit: 47 219 -> 40 000. @param {number} value */
export function lowered(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return Math.floor(value / power) * power;
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
