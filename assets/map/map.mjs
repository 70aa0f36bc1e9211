// @ts-check
/** One map for every face: give it a place, a geometry and a view; it draws, speaks, and says what is chosen. */
import { boxOf, cardLines, hiddenBy, pointsOf, spotFor } from "./card.mjs";
import { element, shape } from "./dom.mjs";
import { Drawing, indexAt, radiusOf } from "./drawing.mjs";
import { listen } from "./keyboard.mjs";
import { boxAt, place } from "./labels.mjs";
import { spoken } from "./words.mjs";
import { Zoom } from "./zoom.mjs";

const NAME_SIZE = 11.5;
const NAME_FONT = `700 ${NAME_SIZE}px "Atkinson Hyperlegible Next", sans-serif`;
const NAMES_PER_PIXEL = 1 / 40;
const HELP =
  "Flèches\u00a0: territoire voisin. Entrée\u00a0: choisir. Plus, moins, zéro\u00a0: zoomer, dézoomer, tout voir. Échap\u00a0: quitter la carte.";

export class StatisticalMap {
  /**
   * @param {HTMLElement} place an empty element; the map takes its width
   * @param {{whole: string, onChoose: (code: string) => void, onScale: () => void, onResize: () => HTMLElement[]}}
   *        callbacks `whole`: the name of all that is drawn; `onScale`: after a zoom; `onResize`: the map or its view is
   *        another one: answers the elements set over it, which names keep clear of
   */
  constructor(place, { whole, onChoose, onScale, onResize }) {
    this.onChoose = onChoose;
    this.onScale = onScale;
    this.onResize = onResize;
    this.options = { names: true, limits: true };
    this.active = -1;
    /** @type {number[]} the latest first */
    this.chosen = [];
    this.inSight = true;
    this.help = element("p", { class: "visually-hidden", id: "map-help" }, HELP);
    this.voice = element("p", { class: "visually-hidden", "aria-live": "polite" });
    this.card = element("div", { class: "map-card", hidden: true });
    this.stage = element("div", {
      class: "map-stage",
      role: "application",
      "aria-roledescription": "carte",
      "aria-describedby": "map-help",
    });
    const anchor = () => this.drawing?.geometry.centres[this.active < 0 ? this.chosen[0] : this.active] ?? null;
    this.zoom = new Zoom(this.stage, { onChange: () => this.#rescale(), anchor, whole });
    place.replaceChildren(this.help, this.stage, this.card, this.voice);
    this.#watch();
  }

  #watch() {
    this.stage.addEventListener("pointermove", (event) => event.pointerType !== "touch" && this.#activate(indexAt(event)));
    this.stage.addEventListener("pointerleave", () => this.#activate(-1));
    this.stage.addEventListener("click", (event) => !this.zoom.dragged && this.#choose(indexAt(event)));
    listen(this.stage, {
      geometry: () => this.drawing.geometry,
      active: () => this.active,
      start: () => this.chosen[0] ?? this.#middle(),
      go: (index) => this.#activate(index, true),
      choose: (index) => this.#choose(index),
      zoom: (key) => this.zoom.key(key),
    });
    this.observer = new ResizeObserver(() => this.#resized());
    this.observer.observe(this.stage);
    new IntersectionObserver(([{ isIntersecting }]) => this.#sight(isIntersecting)).observe(this.stage);
    document.fonts.ready.then(() => this.#lettered());
  }

  /**
   * Draw a view; the geometry is drawn anew only when it is another one.
   * @param {import("./types.d.ts").Geometry} geometry
   * @param {import("./types.d.ts").View} view
   * @param {{chosen: string[], names: boolean, limits: boolean, important: string[]}} options
   *        `chosen`: codes, the latest first; `important`: codes whose names are placed first
   */
  show(geometry, view, options) {
    this.view = view;
    this.options = options;
    if (geometry !== this.drawing?.geometry) this.#redraw(geometry);
    this.chosen = options.chosen.map((code) => geometry.codes.indexOf(code)).filter((index) => index >= 0);
    this.stage.setAttribute("aria-label", `Carte\u00a0: ${view.title}, ${view.subtitle}`);
    this.drawing.svg.classList.toggle("without-limits", !options.limits);
    this.stage.classList.remove("walking");
    this.drawing.paint(view);
    this.#fit();
  }

  #redraw(geometry) {
    this.drawing = new Drawing(geometry);
    this.active = -1;
    this.stage.replaceChildren(this.drawing.svg);
    this.stage.tabIndex = 0;
    this.zoom.reset(geometry, this.drawing.svg);
    this.#measure();
  }

  /** Kept, as to ask again would lay the page out at every view. */
  #measure() {
    this.size = { width: this.stage.clientWidth, height: this.stage.clientHeight };
  }

  #resized() {
    this.#measure();
    this.#fit();
  }

  #lettered() {
    widths.clear();
    this.named = undefined;
    this.#fit();
  }

  /** After a change of size or of view. */
  #fit() {
    if (!this.drawing || !this.size.width) return;
    this.wholeScale = this.zoom.full.width / this.size.width;
    this.reserved = this.onResize().map((node) => this.#boxOf(node));
    this.#rescale();
  }

  /** Textures, circles, names and card keep their size in pixels. */
  #rescale() {
    this.scale = this.zoom.box.width / this.size.width;
    this.drawing.rescale(this.scale, this.wholeScale);
    this.onScale();
    this.#name();
    this.drawing.ring(this.chosen, this.active);
    this.#showCard();
  }

  #sight(inSight) {
    this.inSight = inSight;
    if (this.drawing) this.#showCard();
  }

  /** Names move when what they name or keep clear of does: seldom from a view to the next. */
  #name() {
    const { names, geometry } = this.drawing;
    const circles = this.view.drawing === "circles" ? this.view : null;
    const around = [this.drawing, circles, JSON.stringify([this.options, this.zoom.box, this.size, this.reserved])];
    if (this.named?.every((known, i) => known === around[i])) return;
    this.named = around;
    this.labels = this.options.names || this.chosen.length ? place(this.#candidates(), this.#page()) : [];
    names.replaceChildren(...this.labels.flatMap((label) => this.#drawLabel(label, geometry)));
  }

  #candidates() {
    const { geometry } = this.drawing;
    const important = this.options.names ? (this.options.important ?? []).map((code) => geometry.codes.indexOf(code)) : [];
    const order = [...new Set([...this.chosen, ...important])].filter((index) => index >= 0);
    return order.map((index) => ({
      index,
      text: geometry.names[index],
      radius: this.#radius(index),
      ...this.pixel(geometry.centres[index]),
    }));
  }

  /** Those large enough for a name to keep clear of; smaller ones too as one comes nearer. */
  #circles() {
    if (this.view.drawing !== "circles") return [];
    const least = Math.max(3, (8 * this.scale) / this.wholeScale);
    const all = this.drawing.geometry.centres.map((centre, index) => ({ index, ...this.pixel(centre), r: this.#radius(index) }));
    return all.filter(({ r }) => r > least).map(({ index, x, y, r }) => ({ index, box: boxAt(x, y, 1.8 * r, 1.8 * r) }));
  }

  /** Of a commune's dot or of a circle, in pixels. */
  #radius(index) {
    if (this.view.drawing !== "circles") return 2.5;
    return radiusOf(this.view.max, this.drawing.geometry)(this.view.cells[index].value ?? 0) / this.wholeScale;
  }

  #page() {
    const { width, height } = this.size;
    const nearer = this.wholeScale / this.scale;
    const most = Math.max(5, Math.round(width * NAMES_PER_PIXEL * nearer));
    return {
      width,
      height,
      most,
      size: NAME_SIZE,
      dots: this.drawing.geometry.level === "commune" || this.view.drawing === "circles",
      reserved: this.reserved,
      circles: this.#circles(),
      measure,
    };
  }

  /** An element's box, in the pixels of the stage. */
  #boxOf(node) {
    const [box, stage] = [node.getBoundingClientRect(), this.stage.getBoundingClientRect()];
    return {
      left: box.left - stage.left,
      right: box.right - stage.left,
      top: box.top - stage.top,
      bottom: box.bottom - stage.top,
    };
  }

  #drawLabel({ x, y, lines, dot, box }, geometry) {
    const at = (px, py) => ({
      x: (px * this.scale + this.zoom.box.x).toFixed(1),
      y: (py * this.scale + this.zoom.box.y).toFixed(1),
    });
    const height = (box.bottom - box.top) / lines.length;
    const texts = lines.map((line, i) => shape("text", at(x, box.top + (i + 0.5) * height), line));
    if (!dot || this.view.drawing === "circles") return texts;
    const centre = at((dot.left + dot.right) / 2, (dot.top + dot.bottom) / 2);
    return [shape("circle", { cx: centre.x, cy: centre.y, class: "dot" }), ...texts];
  }

  /** @param {number[]} point in map units @returns {{x: number, y: number}} in pixels of the stage */
  pixel([x, y]) {
    return { x: (x - this.zoom.box.x) / this.scale, y: (y - this.zoom.box.y) / this.scale };
  }

  #middle() {
    const { centres, width, height } = this.drawing.geometry;
    const far = ([x, y]) => Math.hypot(x - width / 2, y - height / 2);
    return centres.reduce((best, centre, i) => (far(centre) < far(centres[best]) ? i : best), 0);
  }

  #activate(index, aloud = false) {
    this.active = index;
    this.drawing.ring(this.chosen, index);
    this.stage.classList.toggle("walking", aloud && index >= 0);
    if (aloud && index >= 0) this.zoom.reveal(this.drawing.geometry.centres[index]);
    if (aloud && index >= 0)
      this.voice.textContent = spoken(this.drawing.geometry.names[index], this.view.cells[index], this.view);
    this.#showCard();
  }

  #choose(index) {
    if (index >= 0) this.onChoose(this.drawing.geometry.codes[index]);
  }

  /** Of the active region; on a phone, set at the foot of the screen, of the chosen one as well. */
  #showCard() {
    const index = this.active < 0 && this.inSight ? (this.chosen[0] ?? -1) : this.active;
    const docked = index >= 0 && getComputedStyle(this.card).position === "fixed";
    this.card.hidden = index < 0 || (this.active < 0 && !docked);
    if (this.card.hidden) return;
    this.card.replaceChildren(...cardLines(this.drawing.geometry.names[index], this.view.cells[index], this.view));
    if (docked) return;
    const { left, top } = this.#cardSpot();
    this.card.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  /** In the pixels of the map's frame, which may be wider than the map itself. */
  #cardSpot() {
    const path = this.drawing.regions[this.active];
    const frame = this.card.offsetParent.getBoundingClientRect();
    const stage = this.stage.getBoundingClientRect();
    const [dx, dy] = [stage.left - frame.left, stage.top - frame.top];
    const shifted = (/** @type {{x: number, y: number}} */ { x, y }) => [x + dx, y + dy];
    const points = pointsOf(path).map((point) => shifted(this.pixel(point)));
    const labels = this.labels
      .filter((label) => label.index === this.active)
      .map(({ box: b }) => ({ left: b.left + dx, right: b.right + dx, top: b.top + dy, bottom: b.bottom + dy }));
    const card = { width: this.card.offsetWidth, height: this.card.offsetHeight };
    return spotFor(card, boxOf(points), frame, hiddenBy(points, labels));
  }
}

const ruler = document.createElement("canvas").getContext("2d");
/** @type {Map<string, number>} in pixels, of each text measured until now */
const widths = new Map();

function measure(text) {
  const known = widths.get(text);
  if (known !== undefined) return known;
  ruler.font = NAME_FONT;
  const { width } = ruler.measureText(text);
  widths.set(text, width);
  return width;
}
