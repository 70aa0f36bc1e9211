// @ts-check
/** What the figure is: definition, formula, reservations, source and licence; and what can be taken away. */
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
  place.replaceChildren(
    list,
    ...(notes.length ? [element("h3", {}, "À savoir"), element("ul", { class: "notes" }, ...notes)] : []),
  );
}

/**
 * Links to the same figures as files, to this very view, and to the view made for somebody else's page.
 * @param {HTMLElement} place
 * @param {{label: string, href: string}[]} files
 * @param {(changes?: object) => string} link the full address of the view
 * @param {string} title
 */
export function showTools(place, files, link, title) {
  const frame = () => `<iframe src="${link({ vue: "integree" })}" title="${title}" width="100%" height="720"></iframe>`;
  const links = files.map(({ label, href }) => element("a", { href, download: true }, label));
  place.replaceChildren(copier("Copier le lien", "Lien copié", link), ...links, copier("Intégrer", "Code copié", frame));
}

function copier(label, done, text) {
  const button = element("button", { type: "button", onclick: copy }, label);
  async function copy() {
    await navigator.clipboard.writeText(text());
    button.textContent = done;
    setTimeout(() => (button.textContent = label), 2000);
  }
  return button;
}
