// @ts-check
/** Pinned territories side by side, with the whole for a last row. */
import { element, withOrdinals } from "../map/dom.mjs";

/**
 * Nothing under two pins: the territory in large type says all.
 * @param {HTMLElement} place
 * @param {{geometry: import("../map/types.d.ts").Geometry, view: import("../map/types.d.ts").View, pins: string[],
 *          onUnpin: (code: string) => void}} shown
 */
export function showPinned(place, { geometry, view, pins, onUnpin }) {
  place.hidden = pins.length < 2;
  if (place.hidden) return place.replaceChildren();
  const indexes = pins.map((code) => geometry.codes.indexOf(code));
  const rows = indexes.map((index, rank) => rowOf(geometry.names[index], view.cells[index], rank, onUnpin));
  if (view.reference) rows.push(wholeRow(view.reference));
  const heads = ["Territoire", "Valeur", "Rang"].map((title) => element("th", { scope: "col" }, title));
  const table = element(
    "table",
    { class: "pinned" },
    element("caption", { class: "visually-hidden" }, "Territoires épinglés"),
    element("thead", {}, element("tr", {}, ...heads, element("td"))),
    element("tbody", {}, ...rows),
  );
  return place.replaceChildren(element("h2", {}, "Territoires épinglés"), table);
}

function rowOf(name, cell, rank, onUnpin) {
  const unpin = element(
    "button",
    { type: "button", class: "unpin", "aria-label": `Ne plus épingler ${name}`, onclick: () => onUnpin(cell.code) },
    "×",
  );
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, element("span", { class: `pin place-${rank + 1}`, "aria-hidden": "true" }), name),
    element("td", {}, cell.text),
    element("td", {}, ...withOrdinals(cell.rank_text?.split(" ")[0] ?? "–")),
    element("td", {}, unpin),
  );
}

function wholeRow({ name, text }) {
  return element(
    "tr",
    { class: "whole" },
    element("th", { scope: "row" }, name),
    element("td", {}, text),
    element("td", {}, "–"),
    element("td"),
  );
}
