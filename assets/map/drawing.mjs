// @ts-check
/** The SVG of one level: made once per geometry, recoloured in place at every view. */
import { shape } from "./dom.mjs";
import { lookOf, steps } from "./palette.mjs";
import { texturesFor } from "./textures.mjs";
import { DEMONSTRATION } from "./words.mjs";

const LARGEST_CIRCLE = 0.052;
/** Radius of the circle of the largest value, as a share of the map's longest side. */

export class Drawing {
  /** @param {import("./types.d.ts").Geometry} geometry */
  constructor(geometry) {
    this.geometry = geometry;
    this.svg = shape("svg", { "aria-hidden": "true", focusable: "false", preserveAspectRatio: "xMidYMid meet" });
    this.svg.setAttribute("viewBox", `0 0 ${geometry.width} ${geometry.height}`);
    this.textures = texturesFor("map");
    this.regions = geometry.paths.map((d, i) => shape("path", { d, "data-index": i }));
    this.base = shape("g", { class: "base" });
    this.veil = shape("path", { class: "veil" });
    this.absent = shape("path", { class: "absent" });
    this.circles = shape("g", { class: "circles" });
    this.points = shape("g", { class: "points" });
    this.estimates = shape("g", { class: "estimates" });
    const limits = geometry.limits.map((limit) => limit.path).join("");
    this.limits = ["limits-casing", "limits"].map((name) => shape("path", { class: name, d: limits }));
    /** @type {Map<number, boolean>} the points asked about until now */
    this.held = new Map();
    this.outline = shape("path", { class: "outline", d: geometry.outline });
    this.names = shape("g", { class: "names" });
    this.stamp = shape("text", { class: "stamp", transform: `translate(${geometry.width / 2} ${geometry.height / 2}) rotate(-30)` });
    /** @type {Map<Element, string>} what each part wears or draws: only what differs is written */
    this.written = new Map();
    this.rings = ["chosen-casing", "chosen", "active-casing", "active"].map((name) => shape("path", { class: name }));
    this.svg.append(
      this.textures,
      this.base,
      shape("g", { class: "regions" }, ...this.regions),
      this.veil,
      this.absent,
      ...this.limits,
      this.outline,
      this.circles,
      ...this.rings,
      this.estimates,
      this.points,
      this.stamp,
      this.names,
    );
  }

  /** Colours, textures and circles of a view. @param {import("./types.d.ts").View} view */
  paint(view) {
    const looks = steps(view);
    const drawnAsCircles = view.drawing === "circles";
    this.svg.classList.toggle("with-circles", drawnAsCircles);
    view.cells.forEach((cell, i) => {
      const look = drawnAsCircles && cell.value !== null ? "ground" : lookOf(cell, looks);
      this.#write(this.regions[i], "class", look);
    });
    this.#write(this.veil, "d", drawnAsCircles ? "" : this.#together(view, (cell) => cell.quality === "fragile"));
    this.#write(
      this.absent,
      "d",
      this.#together(view, (cell) => cell.status === "absent"),
    );
    this.circles.replaceChildren(...(drawnAsCircles ? this.#circlesOf(view) : []));
    this.estimates.replaceChildren(...this.#signsOf(view));
    this.stamp.textContent = view.demonstration ? DEMONSTRATION : "";
  }

  /** @param {Element} part @param {string} name @param {string} value */
  #write(part, name, value) {
    if (this.written.get(part) === value) return;
    this.written.set(part, value);
    part.setAttribute(name, value);
  }

  /** One path for all the regions whose cells pass a test. */
  #together(view, test) {
    return view.cells.map((cell, i) => (test(cell) ? this.geometry.paths[i] : "")).join("");
  }

  #circlesOf(view) {
    const radius = radiusOf(view.max, this.geometry);
    return view.cells
      .map((cell, i) => ({ i, r: cell.value ? radius(cell.value) : 0, look: circleLook(cell) }))
      .filter(({ r }) => r > 0)
      .sort((a, b) => b.r - a.r)
      .map(({ i, r, look }) => {
        const [cx, cy] = this.geometry.centres[i];
        return shape("circle", { cx, cy, r, style: `--r: ${r.toFixed(2)}px`, "data-index": i, class: look });
      });
  }

  #signsOf(view) {
    const estimated = view.cells.map((cell, i) => (cell.status === "estime" ? i : -1)).filter((i) => i >= 0);
    return estimated.map((i) => {
      const [x, y] = this.geometry.centres[i];
      return shape("text", { x, y, class: "estimate" }, "≈");
    });
  }

  /** Whether a point is inside the whole territory. @param {number} x @param {number} y in map units, whole */
  holds(x, y) {
    const key = x * 1e5 + y;
    if (!this.held.has(key)) this.held.set(key, this.outline.isPointInFill(new DOMPoint(x, y)));
    return this.held.get(key);
  }

  /** Rings around the chosen regions and the active one (index or -1). @param {number[]} chosen @param {number} active */
  ring(chosen, active) {
    const around = chosen.map((i) => this.geometry.paths[i]).join("");
    const paths = [around, around, ...Array(2).fill(this.geometry.paths[active] ?? "")];
    this.rings.forEach((ring, i) => this.#write(ring, "d", paths[i]));
  }

  /**
   * Textures, signs and circles keep their size on the screen: circles move apart as one comes nearer.
   * @param {number} unitsPerPixel
   * @param {number} whole the same when everything is in sight
   */
  rescale(unitsPerPixel, whole) {
    const scaled = `${unitsPerPixel} ${whole}`;
    if (scaled === this.scaled) return;
    this.scaled = scaled;
    for (const pattern of this.textures.children) pattern.setAttribute("patternTransform", `scale(${unitsPerPixel.toFixed(4)})`);
    this.svg.style.setProperty("--px", `${unitsPerPixel.toFixed(4)}px`);
    this.svg.style.setProperty("--shrink", (unitsPerPixel / whole).toFixed(4));
  }
}

/** The region or circle under a pointer, -1 for none. @param {any} event */
export function indexAt(event) {
  const index = event.target.getAttribute?.("data-index");
  return index === null || index === undefined ? -1 : Number(index);
}

/** A negative count is hollow. */
function circleLook({ value, quality }) {
  return [value < 0 && "negative", quality === "fragile" && "fragile"].filter(Boolean).join(" ") || null;
}

/**
 * Areas are in proportion to the values: radius in map units of a value.
 * @param {number} max the value of the largest circle
 * @param {import("./types.d.ts").Geometry} geometry
 */
export function radiusOf(max, geometry) {
  const largest = LARGEST_CIRCLE * Math.max(geometry.width, geometry.height);
  return (/** @type {number} */ value) => largest * Math.sqrt(Math.abs(value) / max);
}
