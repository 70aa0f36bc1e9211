// @ts-check
/** The highest values as bars, with the chosen territory among them. */
import { element } from "./dom.mjs";
import { lookOf, steps } from "./palette.mjs";
import { counted, parted } from "./words.mjs";

const ROWS = 12;
const ALL = 18;
/** Up to that many territories, every one is listed. */

/**
 * @param {HTMLElement} place
 * @param {import("./types.d.ts").Geometry} geometry
 * @param {import("./types.d.ts").View} view
 * @param {string[]} chosen
 * @param {(code: string) => void} onChoose
 */
export function showRanking(place, geometry, view, chosen, onChoose) {
  const ranked = view.cells
    .map((cell, i) => ({ cell, name: geometry.names[i] }))
    .filter(({ cell }) => cell.rank !== null)
    .sort((a, b) => a.cell.rank - b.cell.rank || a.name.localeCompare(b.name, "fr"));
  const shown = ranked.length <= ALL ? ranked : ranked.slice(0, ROWS);
  shown.push(...ranked.filter((row) => chosen.includes(row.cell.code) && !shown.includes(row)));
  const axis = axisOf(ranked.map(({ cell }) => cell.value));
  const looks = steps(view);
  const rows = shown.map((row) => rowOf(row, axis, looks, chosen, onChoose));
  place.replaceChildren(element("ol", { class: "ranking" }, ...rows), noteOf(shown, ranked, view));
}

function axisOf(values) {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  return { low, span: high - low || 1 };
}

function rowOf({ cell, name }, { low, span }, looks, chosen, onChoose) {
  const look = cell.class === null ? "sequential-6" : lookOf(cell, looks);
  const bar = element("span", { class: `gauge ${look}` });
  bar.style.insetInlineStart = `${(100 * (Math.min(0, cell.value) - low)) / span}%`;
  bar.style.inlineSize = `${(100 * Math.abs(cell.value)) / span}%`;
  const pressed = chosen.includes(cell.code);
  return element(
    "li",
    {},
    element(
      "button",
      { type: "button", "aria-pressed": String(pressed), onclick: () => onChoose(cell.code) },
      element("span", { class: "name" }, name),
      element("span", { class: "bars", "aria-hidden": "true" }, bar),
      element("span", { class: "value" }, parted(cell.text)[0]),
    ),
  );
}

function noteOf(shown, ranked, view) {
  const apart = view.cells.length - ranked.length;
  const first =
    shown.length < ranked.length ? `Les valeurs les plus hautes, sur ${counted(ranked.length, "classée", "classées")}. ` : "";
  const rest = apart
    ? `${counted(apart, "valeur fragile ou manquante n’est pas classée", "valeurs fragiles ou manquantes ne sont pas classées")}.`
    : "";
  return element("p", { class: "note" }, first + rest);
}
