// @ts-check
/** A layer of points of offer: dots over the map, and the list of them, which speaks and points. */
import { element, plain } from "../map/dom.mjs";
import { Points } from "../map/points.mjs";
import { counted } from "../map/words.mjs";

const PLACE = 3.4;
const LARGEST = 15;
const SMALLEST = 3;
/** Radii in pixels. */

export class Offer {
  /** @param {HTMLElement} place @param {import("../map/map.mjs").StatisticalMap} map */
  constructor(place, map) {
    this.place = place;
    this.points = new Points(map);
    this.search = element("input", { type: "search", id: "points-search", autocomplete: "off", oninput: () => this.#list() });
    this.title = element("h2", {});
    this.total = element("p", { class: "note", role: "status" });
    this.list = element("ul", { class: "points-list", onkeydown: (event) => this.#walked(event) });
    const label = element("label", { for: "points-search" }, "Chercher une commune");
    const tools = element("div", { class: "table-tools" }, label, this.search, this.total);
    place.replaceChildren(this.title, tools, this.list);
  }

  /**
   * @param {{slug: string, title: string}|null} layer null for none
   * @param {any} file what was found at the layer's address
   * @param {import("../map/types.d.ts").Geometry|null} communes where counts are drawn
   */
  show(layer, file, communes) {
    this.place.hidden = layer === null;
    this.shown = layer === null ? [] : communes ? counts(file, communes) : places(file);
    this.points.show(this.shown);
    if (layer === null || layer.slug === this.listed) return;
    this.listed = layer.slug;
    this.title.textContent = communes ? `${layer.title} · ${file.period} · ${file.source}` : layer.title;
    this.search.value = "";
    this.#list();
  }

  #list() {
    const wanted = plain(this.search.value.trim());
    const rows = this.shown.map((point, i) => ({ point, i })).filter(({ point }) => plain(point.name).includes(wanted));
    this.total.textContent = counted(rows.length, "lieu", "lieux");
    this.list.replaceChildren(...rows.map(({ point, i }) => this.#row(point, i)));
    this.list.querySelector("button")?.setAttribute("tabindex", "0");
  }

  #row({ name, lines }, i) {
    const show = () => this.points.point(i, true);
    const button = element(
      "button",
      { type: "button", tabindex: "-1", onfocus: show, onclick: show, onpointerenter: () => this.points.point(i), onblur: () => this.points.point(-1) },
      element("strong", {}, name),
      ...lines.map((line) => element("span", {}, line)),
    );
    return element("li", {}, button);
  }

  /** One tab stop: up and down go from one place to the next. */
  #walked(event) {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const next = step && event.target.closest("li")[step]?.querySelector("button");
    if (!next) return;
    event.preventDefault();
    event.target.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }
}

/** Each where it stands. */
function places({ codes, names, places, lines }) {
  return codes.map((code, i) => ({ code, name: names[i], at: places[i], radius: PLACE, lines: lines[i] }));
}

/** Communes that have some of an offer, the most first; areas are in proportion. */
function counts({ max, codes, values, texts }, communes) {
  return codes.map((code, i) => {
    const index = communes.codes.indexOf(code);
    const radius = Math.max(SMALLEST, LARGEST * Math.sqrt(values[i] / max));
    return { code, name: communes.names[index], at: communes.centres[index], radius, lines: [texts[i]] };
  });
}
