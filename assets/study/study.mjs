// @ts-check
/** A study's map, its cloud of dots and its tables: what is chosen in one is chosen in all, and kept in the address. */
import { StatisticalMap } from "../map/map.mjs";

/** @typedef {{geometry: string, view: any, important: string[], whole: string, chosen: string|null, site: string}} Config */

const part = (name) => /** @type {HTMLElement} */ (document.getElementById(`etude-${name}`));

/** Take over the page made by the server. @param {Config} config */
export async function mount(config) {
  const geometry = await fetch(config.geometry).then((answer) => answer.json());
  if (part("map")) new StudyPage(config, geometry).show(config.chosen);
}

class StudyPage {
  constructor(config, geometry) {
    this.config = config;
    this.geometry = geometry;
    /** @type {string|null} */
    this.chosen = null;
    this.map = new StatisticalMap(part("map"), {
      whole: config.whole,
      onChoose: (code) => this.#choose(code),
      onScale: () => {},
      onResize: () => [],
    });
    part("zoom").replaceChildren(...this.map.zoom.buttons);
    for (const node of this.#linked()) node.addEventListener("click", () => this.#choose(node.dataset.code ?? ""));
  }

  /** Dots and rows that stand for a territory. @returns {HTMLElement[]} */
  #linked() {
    return [...document.querySelectorAll("#etude [data-code]")].map((node) => /** @type {HTMLElement} */ (node));
  }

  /** @param {string} code */
  #choose(code) {
    const chosen = code === this.chosen ? null : code;
    const address = new URL(location.href);
    if (chosen) address.searchParams.set("territoire", chosen);
    else address.searchParams.delete("territoire");
    history.replaceState(history.state, "", address);
    this.show(chosen);
  }

  /** @param {string|null} code */
  show(code) {
    const index = code === null ? -1 : this.geometry.codes.indexOf(code);
    this.chosen = index < 0 ? null : code;
    this.map.show(this.geometry, this.config.view, {
      chosen: this.chosen ? [this.chosen] : [],
      names: true,
      limits: true,
      important: this.config.important,
    });
    for (const node of this.#linked()) {
      const here = node.dataset.code === this.chosen;
      node.classList.toggle("chosen", here);
      if (node.matches("button")) node.setAttribute("aria-pressed", String(here));
      if (here && node.matches("circle")) node.parentNode?.append(node);
    }
    part("chosen").textContent = index < 0 ? "" : this.#told(index);
  }

  #told(index) {
    const cell = this.config.view.cells[index];
    return `${this.geometry.names[index]}\u202f: ${cell.text}. ${cell.gap}.`;
  }
}
