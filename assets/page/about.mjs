// @ts-check
/** What the figure is: definition, formula, words, reservations, source and licence; and what can be taken away. */
import { element } from "../map/dom.mjs";

/** @param {HTMLElement} place @param {import("../map/types.d.ts").View} view */
export function showAbout(place, view) {
  const rows = [
    ["Définition", view.definition],
    ["Calcul", view.formula],
    ["Source", view.source],
    ["Licence", view.licence],
  ];
  const known = rows.filter(([, text]) => text);
  const list = element(
    "dl",
    { class: "about" },
    ...known.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, text)]),
  );
  const notes = view.notes.map((note) => element("li", {}, note));
  const words = view.words.map(({ title, text }) => element("details", {}, element("summary", {}, title), element("p", {}, text)));
  place.replaceChildren(
    list,
    ...(words.length ? [element("h3", {}, "Les mots employés"), element("div", { class: "words" }, ...words)] : []),
    ...(notes.length ? [element("h3", {}, "À savoir"), element("ul", { class: "notes" }, ...notes)] : []),
  );
}

/**
 * The theme of the indicator as small maps of the same level.
 * @param {HTMLAnchorElement} place
 * @param {{theme: string}} indicator
 * @param {string} level
 * @param {string|null} territory
 */
export function showTheme(place, { theme }, level, territory) {
  place.href = `/themes/${theme}?${new URLSearchParams({ niveau: level, ...(territory ? { territoire: `${level}:${territory}` } : {}) })}`;
}

/**
 * Where the same figures are as files, and what can be copied of this very view.
 * @param {HTMLElement} place
 * @param {(kind: string, needs: string) => string} address of a file
 * @param {(changes?: object) => string} link the full address of the view
 * @param {import("../map/types.d.ts").View} view
 */
export function showTools(place, address, link, view) {
  for (const file of /** @type {NodeListOf<HTMLAnchorElement>} */ (place.querySelectorAll("[data-kind]")))
    file.href = address(file.dataset.kind ?? "", file.dataset.needs ?? "");
  Object.assign(place.dataset, { link: link(), frame: link({ vue: "integree" }), source: view.source });
}
