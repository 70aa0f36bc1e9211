// @ts-check
/** What the figure is: definition, formula, reservations, source and licence; and what can be taken away. */
import { element } from "../map/dom.mjs";

/** @param {HTMLElement} place @param {import("../map/types.d.ts").View} view */
export function showAbout(place, view) {
  const rows = [["Définition", view.definition], ["Calcul", view.formula], ["Source", view.source], ["Licence", view.licence]];
  const known = rows.filter(([, text]) => text);
  const list = element("dl", { class: "about" }, ...known.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, text)]));
  const notes = view.notes.map((note) => element("li", {}, note));
  place.replaceChildren(list, ...(notes.length ? [element("h3", {}, "À savoir"), element("ul", { class: "notes" }, ...notes)] : []));
}

/**
 * Links to the same figures as files, and to this very view.
 * @param {HTMLElement} place
 * @param {{label: string, href: string}[]} files
 * @param {() => string} link the full address of the view
 */
export function showTools(place, files, link) {
  const copy = element("button", { type: "button", onclick: () => copied(copy, link()) }, "Copier le lien");
  const links = files.map(({ label, href }) => element("a", { href, download: true }, label));
  place.replaceChildren(copy, ...links);
}

async function copied(button, text) {
  await navigator.clipboard.writeText(text);
  button.textContent = "Lien copié";
  setTimeout(() => (button.textContent = "Copier le lien"), 2000);
}
