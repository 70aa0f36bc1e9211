// @ts-check
/** Two fields over one list: the header's search, and « mon territoire ». The list is asked for when it is needed. */
import { Combobox } from "../page/combobox.mjs";
import { go } from "./links.mjs";

/** @typedef {import("../page/combobox.mjs").Option & {key?: string}} Entry */

export class Search {
  /** @param {string} address of the list */
  constructor(address) {
    this.address = address;
  }

  /** @returns {Promise<Entry[]>} */
  #entries() {
    this.asked ??= fetch(this.address).then((answer) => answer.json());
    this.asked.catch(() => (this.asked = undefined));
    return this.asked;
  }

  /** Find an indicator, a territory, a commune. @param {HTMLElement} place */
  mount(place) {
    const box = new Combobox("recherche-champ", "Rechercher", go);
    box.update([], null);
    box.input.placeholder = "Indicateur, territoire, commune…";
    this.#fill(box, (entries) => box.update(entries, null));
    place.replaceChildren(box.node);
  }

  /** Say of which territory the page speaks. @param {HTMLElement} place */
  mountPlace(place) {
    const { key = "", label = "", whole = "" } = place.dataset;
    const everything = { value: "", label: whole };
    const box = new Combobox("mon-territoire-champ", "Mon territoire", choosePlace);
    box.update(key ? [everything, { value: key, label }] : [everything], key);
    this.#fill(box, (entries) => {
      const places = entries.filter((entry) => entry.key).map((entry) => ({ ...entry, value: entry.key ?? "" }));
      box.update([everything, ...places], key);
    });
    place.replaceChildren(box.node);
  }

  /** Bring the list in on the first focus; what was typed meanwhile is searched again. */
  #fill(box, show) {
    const bring = async () => {
      show(await this.#entries());
      if (!box.list.hidden) box.input.dispatchEvent(new Event(box.input.value ? "input" : "click"));
    };
    box.input.addEventListener("focus", bring, { once: true });
  }
}

function choosePlace(key) {
  const query = new URLSearchParams(location.search);
  if (key) query.set("territoire", key);
  else query.delete("territoire");
  const words = String(query).replaceAll("%3A", ":");
  go(location.pathname + (words ? `?${words}` : ""));
}
