// @ts-check
/** One territory in large type: the one chosen, else the whole. */
import { element, withOrdinals } from "../map/dom.mjs";
import { parted } from "../map/words.mjs";

/**
 * @param {HTMLElement} place
 * @param {{geometry: any, view: import("../map/types.d.ts").View, chosen: string|null, level: import("./settle.mjs").Level,
 *          whole: string, onClear: () => void}} shown
 */
export function showTerritory(place, { geometry, view, chosen, level, whole, onClear }) {
  const index = chosen === null ? -1 : geometry.codes.indexOf(chosen);
  /** @type {any} */
  const fact = index < 0 ? view.reference : { ...view.cells[index], name: geometry.names[index] };
  const kind = index < 0 ? whole : level.title;
  if (!fact) return place.replaceChildren(element("p", { class: "note" }, "Choisissez un territoire sur la carte."));
  const back = index < 0 ? null : element("button", { type: "button", class: "quiet", onclick: onClear }, "Revenir à l’ensemble");
  place.replaceChildren(
    element("p", { class: "kicker" }, kind),
    element("h2", {}, fact.name),
    ...told(fact, index < 0 ? null : view.fragile?.label),
    ...(back ? [back] : []),
  );
}

/**
 * The figure in large type, its sentence, and what is to be known of it.
 * @param {any} fact a cell, or the reference
 * @param {string|null|undefined} fragile the words of a fragile cell; null where nothing more is to be known
 */
export function told(fact, fragile) {
  const sentence = element("p", { class: "sentence" }, ...withOrdinals(fact.sentence));
  return [figure(fact), sentence, ...(fragile === null ? [] : [facts(fact, fragile)])];
}

function figure({ value, text }) {
  if (value === null) return element("p", { class: "figure-word" }, text);
  const [amount, unit] = parted(text);
  return element(
    "p",
    { class: "figure" },
    amount.replace("environ\u00a0", "≈\u202f"),
    unit ? element("span", { class: "unit" }, ` ${unit}`) : "",
  );
}

function facts({ rank_text, gap, range, numerator, denominator, quality, sentence }, fragile) {
  const share = numerator && denominator ? `${numerator} pour ${denominator}` : null;
  const rows = [
    ["Rang", rank_text],
    ["Écart", sentence.includes(gap) ? null : gap],
    ["Arrondi", range],
    ["Calcul", share],
    ["Fiabilité", quality === "fragile" ? fragile : null],
  ];
  const known = rows.filter(([, text]) => text);
  return element(
    "dl",
    { class: "facts" },
    ...known.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, ...withOrdinals(text))]),
  );
}
