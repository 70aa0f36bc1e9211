// @ts-check
/** The cells of a view as columns of text, each with the numbers that sort it: rows are in the order of the geometry's codes. */
import { plain } from "./dom.mjs";
import { capital, parted } from "./words.mjs";

/** @typedef {import("./types.d.ts").Cell} Cell */
/** @typedef {{title: string, texts: (string|null)[], values: (number|null)[], numeric: boolean, width: number}} Column `width` in characters */
/** @typedef {{columns: {title: string, texts: (string|null)[], values: (number|null)[]}[], notes: string[]}} Analysis */

const QUALITIES = ["fragile", "prudence", "solide"];
const COLLATOR = new Intl.Collator("fr");
const LETTER = 0.88;
const NARROW = /[\s,.’'fijlrt-]/g;
const SLIM = 0.38;
/** Widths in figures: a letter on average, and how much less a narrow one takes. */

/** @type {WeakMap<object, any>} what was made of a geometry or a view, as long as it is there */
const made = new WeakMap();

const once = (/** @type {object} */ source, make) => made.get(source) ?? made.set(source, make()).get(source);

/**
 * What the table shows of a view: names and values always, the others where a territory has some.
 * @param {import("./types.d.ts").Geometry} geometry
 * @param {import("./types.d.ts").View} view
 * @param {Analysis|null} analysis what analysts add
 * @returns {Column[]}
 */
export function columnsOf(geometry, view, analysis) {
  const names = once(geometry, () => namesOf(geometry.names));
  const known = once(view, () => valuesOf(view.cells));
  const more = (analysis?.columns ?? []).map(({ title, texts, values }) => column(title, texts, values));
  return [names.column, ...known, ...more];
}

/** @param {string} title @param {(string|null)[]} texts @param {(number|null)[]} values @returns {Column} */
function column(title, texts, values, numeric = true) {
  const longest = texts.reduce((/** @type {string} */ most, text) => ((text?.length ?? 0) > most.length ? (text ?? "") : most), "–");
  const width = Math.max(widthOf(longest, numeric ? 1 : LETTER), widthOf(title, LETTER));
  return { title, texts, values, numeric, width: Math.ceil(width) };
}

const widthOf = (text, letter) => text.length * letter - SLIM * (text.match(NARROW)?.length ?? 0);

/** Names as they are searched. @param {import("./types.d.ts").Geometry} geometry @returns {string[]} */
export const plainNames = (geometry) => once(geometry, () => namesOf(geometry.names)).searched;

/** In the order of the alphabet, whatever the accents. */
function namesOf(names) {
  const searched = names.map(plain);
  const order = names.map((_, i) => i).sort((a, b) => COLLATOR.compare(searched[a], searched[b]));
  const values = Array(names.length);
  order.forEach((i, place) => (values[i] = place));
  return { searched, column: column("Territoire", names, values, false) };
}

/** @param {Cell[]} cells @returns {Column[]} */
function valuesOf(cells) {
  const every = (get) => cells.map(get);
  const values = every(({ value }) => value);
  const [first, ...others] = [
    { ...counts(cells, ({ text }) => text, (unit) => ["Valeur", unit].filter(Boolean).join(", ")), values },
    column("Rang", every(({ rank_text }) => rank_text?.split(" ")[0] ?? null), every(({ rank }) => rank)),
    column("Intervalle", every(({ range }) => range), values, false),
    counts(cells, ({ numerator }) => numerator, (unit) => capital(unit || "montant")),
    counts(cells, ({ denominator }) => denominator, (unit) => (unit ? `Sur (${unit})` : "Sur")),
    column("Fiabilité", every(({ quality }) => quality), every(({ quality }) => quality && QUALITIES.indexOf(quality)), false),
  ];
  return [first, ...others.filter(({ texts }) => texts.some(Boolean))];
}

/**
 * Numbers without their unit, which stands above, in the plural where one of the cells has it.
 * @param {Cell[]} cells
 * @param {(cell: Cell) => string|null} get
 * @param {(unit: string) => string} titled
 * @returns {Column}
 */
function counts(cells, get, titled) {
  const pairs = cells.map((cell) => (get(cell) ? parted(get(cell) ?? "") : null));
  const units = pairs.map((pair, i) => (cells[i].value === null ? "" : (pair?.[1] ?? "")));
  const unit = units.reduce((best, one) => (one.length > best.length ? one : best), "");
  const texts = pairs.map((pair) => pair && pair[0].replace("environ\u00a0", "≈\u202f"));
  return column(titled(unit), texts, cells.map((cell) => amount(get(cell))));
}

/** The number in a French text: spaces and sign aside. */
function amount(text) {
  const digits = text?.match(/[\d\s]+(,\d+)?/)?.[0];
  return digits ? Number(digits.replace(/\s/g, "").replace(",", ".")) : null;
}
