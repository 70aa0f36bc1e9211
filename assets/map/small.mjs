// @ts-check
/** Small maps of one level, one a year, with the same classes: the region in focus is the same on all of them. */
import { element } from "./dom.mjs";
import { Drawing, indexAt } from "./drawing.mjs";
import { listen } from "./keyboard.mjs";

export class SmallMaps {
  /**
   * @param {HTMLElement} place
   * @param {{onChoose: (code: string) => void, onYear: (period: number) => void}} callbacks `onYear`: one map is wanted large
   */
  constructor(place, { onChoose, onYear }) {
    this.onChoose = onChoose;
    this.onYear = onYear;
    this.voice = element("p", { class: "visually-hidden", "aria-live": "polite" });
    this.help = element("p", { class: "visually-hidden", id: "small-help" }, "Flèches\u00a0: territoire voisin. Entrée\u00a0: épingler. Échap\u00a0: quitter.");
    this.list = element("ol", { class: "small-maps" });
    place.replaceChildren(this.help, this.list, this.voice);
  }

  /**
   * @param {import("./types.d.ts").Geometry} geometry
   * @param {import("./types.d.ts").Series} series
   * @param {string[]} chosen codes
   */
  show(geometry, series, chosen) {
    if (series !== this.series) this.#draw(geometry, series);
    this.chosen = chosen.map((code) => geometry.codes.indexOf(code)).filter((index) => index >= 0);
    this.#activate(-1);
  }

  clear() {
    this.series = undefined;
    this.list.replaceChildren();
  }

  #draw(geometry, series) {
    this.series = series;
    this.geometry = geometry;
    this.maps = series.years.map((year) => this.#map(year));
    this.list.replaceChildren(...this.maps.map(({ node }) => node));
    this.scale = geometry.width / this.maps[0].drawing.svg.clientWidth;
    for (const { drawing } of this.maps) drawing.rescale(this.scale, this.scale);
  }

  #map(year) {
    const drawing = new Drawing(this.geometry);
    drawing.paint({ ...this.series, ...year });
    const stage = element("div", {
      class: "map-stage",
      role: "application",
      tabindex: "0",
      "aria-roledescription": "carte",
      "aria-label": `${this.series.title}, ${year.period}`,
      "aria-describedby": "small-help",
    });
    stage.append(drawing.svg);
    const value = element("span", { class: "small-value" });
    const open = element(
      "button",
      { type: "button", class: "small-year", title: `Voir ${year.period} en grand`, onclick: () => this.onYear(year.period) },
      String(year.period),
    );
    const map = { year, drawing, value, node: element("li", {}, element("div", { class: "small-head" }, open, value), stage) };
    this.#follow(stage, map);
    return map;
  }

  #follow(stage, map) {
    stage.addEventListener("pointermove", (event) => this.#activate(indexAt(event)));
    stage.addEventListener("pointerleave", () => this.#activate(-1));
    stage.addEventListener("click", (event) => this.#choose(indexAt(event)));
    listen(stage, {
      geometry: () => this.geometry,
      active: () => this.active,
      start: () => this.chosen[0] ?? 0,
      go: (index) => this.#activate(index, map),
      choose: (index) => this.#choose(index),
    });
  }

  /** A region on every map, with its value over each; of none, the whole's. @param {number} index @param {any} [aloud] the map that speaks */
  #activate(index, aloud) {
    this.active = index;
    for (const { year, drawing, value } of this.maps) {
      drawing.ring(this.chosen, index);
      value.textContent = index < 0 ? (year.reference?.text ?? "") : year.cells[index].text;
    }
    this.list.dataset.name = index < 0 ? "" : this.geometry.names[index];
    if (aloud && index >= 0)
      this.voice.textContent = `${this.geometry.names[index]}, ${aloud.year.period}\u00a0: ${aloud.year.cells[index].text}`;
  }

  #choose(index) {
    if (index >= 0) this.onChoose(this.geometry.codes[index]);
  }
}
