// @ts-check
/** Places laid over a map: dots in one look, each with a card of its own. */
import { spotFor } from "./card.mjs";
import { element, shape } from "./dom.mjs";
import { boxAt } from "./labels.mjs";

/** @typedef {{code: string, name: string, at: [number, number], radius: number, lines: string[]}} Point `radius` in pixels */

export class Points {
  /** @param {import("./map.mjs").StatisticalMap} map */
  constructor(map) {
    this.map = map;
    /** @type {Point[]} */
    this.points = [];
    this.active = -1;
    this.card = element("div", { class: "point-card", hidden: true });
    map.stage.after(this.card);
    for (const type of ["pointermove", "click"]) map.stage.addEventListener(type, (event) => this.point(pointAt(event)));
    map.stage.addEventListener("pointerleave", () => this.point(-1));
  }

  /** Over the drawing that the map shows now. @param {Point[]} points */
  show(points) {
    this.points = points;
    this.dots = points.map(({ at: [cx, cy], radius }, i) =>
      shape("circle", { cx, cy, r: radius, style: `--r: ${radius.toFixed(1)}px`, "data-point": i }),
    );
    this.map.drawing.points.replaceChildren(...this.dots);
    this.point(-1);
  }

  /** The point in focus, -1 for none. @param {number} index @param {boolean} [reveal] whether the map comes to it */
  point(index, reveal = false) {
    if (index === this.active && !reveal) return;
    this.dots?.[this.active]?.classList.remove("active");
    this.active = index;
    this.card.hidden = index < 0;
    if (index < 0) return;
    if (reveal) this.map.zoom.reveal(this.points[index].at);
    this.dots[index].classList.add("active");
    this.map.drawing.points.append(this.dots[index]);
    this.#showCard(this.points[index]);
  }

  #showCard({ name, at, lines, radius }) {
    const told = lines.map((line) => element("p", {}, line));
    this.card.replaceChildren(element("p", { class: "card-name" }, name), ...told);
    if (getComputedStyle(this.card).position === "fixed") return;
    const frame = this.card.offsetParent.getBoundingClientRect();
    const stage = this.map.stage.getBoundingClientRect();
    const { x, y } = this.map.pixel(at);
    const box = boxAt(x + stage.left - frame.left, y + stage.top - frame.top, 2 * radius, 2 * radius);
    const card = { width: this.card.offsetWidth, height: this.card.offsetHeight };
    const { left, top } = spotFor(card, box, frame, () => 0);
    this.card.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }
}

function pointAt(event) {
  const index = event.target.getAttribute?.("data-point");
  return index === null || index === undefined ? -1 : Number(index);
}
