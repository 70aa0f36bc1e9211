// @ts-check
/** Zoom and pan, by buttons, keys, wheel, pinch and drag: only the viewBox changes. */
import { element } from "./dom.mjs";

const NEAREST = 12;
const STEP = 1.6;
const WHEEL = 1.15;
const EDGE = 0.12;
/** Of the frame: a place this near to its edge is brought to the middle. */

export class Zoom {
  /**
   * @param {HTMLElement} stage
   * @param {{onChange: () => void, anchor: () => number[]|null, whole: string}} map `anchor`: the place in focus, in map
   *        units, which buttons and keys come nearer to; `whole`: the name of all that is drawn
   */
  constructor(stage, { onChange, anchor, whole }) {
    this.stage = stage;
    this.onChange = onChange;
    this.anchor = anchor;
    this.pointers = new Map();
    this.dragged = false;
    const button = (label, keys, sign, action) =>
      element("button", { type: "button", "aria-label": label, title: `${label} (${keys})`, onclick: action }, sign);
    this.nearer = button("Zoomer", "touche +, ou Ctrl et molette", "+", () => this.by(1 / STEP));
    this.farther = button("Dézoomer", "touche −, ou Ctrl et molette", "−", () => this.by(STEP));
    this.whole = button(`${whole} entier`, "touche 0", "⤢", () => this.#set(this.full));
    this.buttons = [this.nearer, this.farther, this.whole];
    this.#listen();
  }

  /** A new geometry is shown whole. */
  reset(geometry, svg) {
    this.svg = svg;
    this.full = { x: 0, y: 0, width: geometry.width, height: geometry.height };
    this.stage.parentElement.style.setProperty("--ratio", String(geometry.width / geometry.height));
    this.#apply(this.full);
  }

  get zoomed() {
    return this.box.width < this.full.width - 0.5;
  }

  /** Whether a key was one of the zoom's. @param {string} key */
  key(key) {
    if (key === "+" || key === "=") this.by(1 / STEP);
    else if (key === "-" || key === "−") this.by(STEP);
    else if (key === "0") this.#set(this.full);
    else return false;
    return true;
  }

  /** Nearer (under 1) or farther, around a pointer, else what is in focus, else the middle. */
  by(factor, pointer = null) {
    const [u, v] = pointer ? this.#shares(pointer) : this.#anchored();
    const width = Math.min(this.full.width, Math.max(this.full.width / NEAREST, this.box.width * factor));
    const height = (width * this.full.height) / this.full.width;
    this.#set({ x: this.box.x + (this.box.width - width) * u, y: this.box.y + (this.box.height - height) * v, width, height });
  }

  /** Pan until a place is in sight. @param {number[]} place in map units */
  reveal([x, y]) {
    const { box } = this;
    const inside = (value, start, length) => value > start + EDGE * length && value < start + (1 - EDGE) * length;
    if (!this.zoomed || (inside(x, box.x, box.width) && inside(y, box.y, box.height))) return;
    this.#set({ ...box, x: x - box.width / 2, y: y - box.height / 2 });
  }

  #listen() {
    this.stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.stage.addEventListener("pointerdown", (event) => this.#down(event));
    this.stage.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel", "pointerleave"])
      this.stage.addEventListener(end, (event) => this.pointers.delete(/** @type {PointerEvent} */ (event).pointerId));
  }

  /** With Ctrl, or once the map has the focus; a wheel that can do no more scrolls the page. */
  #wheel(event) {
    const nearer = event.deltaY < 0;
    const spent = nearer ? this.nearer.disabled : this.farther.disabled;
    if (!event.ctrlKey && (document.activeElement !== this.stage || spent)) return;
    event.preventDefault();
    this.by(nearer ? 1 / WHEEL : WHEEL, event);
  }

  #down(event) {
    if (!this.pointers.size) this.dragged = false;
    this.pointers.set(event.pointerId, event);
  }

  #move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const other = [...this.pointers.values()].find((pointer) => pointer.pointerId !== event.pointerId);
    if (!other && (!this.zoomed || distance(before, event) < 3)) return;
    this.dragged = true;
    this.pointers.set(event.pointerId, event);
    if (other) this.by(distance(before, other) / Math.max(1, distance(event, other)), other);
    else this.#pan(before.clientX - event.clientX, before.clientY - event.clientY);
  }

  #pan(dx, dy) {
    const scale = this.box.width / this.stage.clientWidth;
    this.#set({ ...this.box, x: this.box.x + dx * scale, y: this.box.y + dy * scale });
  }

  /** Where a pointer stands, as shares of the frame. */
  #shares({ clientX, clientY }) {
    const frame = this.stage.getBoundingClientRect();
    return [(clientX - frame.left) / frame.width, (clientY - frame.top) / frame.height];
  }

  #anchored() {
    const place = this.anchor();
    if (!place) return [0.5, 0.5];
    const { x, y, width, height } = this.box;
    const within = (share) => Math.min(1, Math.max(0, share));
    return [within((place[0] - x) / width), within((place[1] - y) / height)];
  }

  #set({ x, y, width, height }) {
    const within = (value, room) => Math.min(Math.max(0, value), room);
    this.#apply({ x: within(x, this.full.width - width), y: within(y, this.full.height - height), width, height });
    this.onChange();
  }

  #apply(box) {
    this.box = box;
    this.svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
    this.stage.parentElement.classList.toggle("zoomed", this.zoomed);
    this.whole.disabled = this.farther.disabled = !this.zoomed;
    this.nearer.disabled = box.width < this.full.width / NEAREST + 0.5;
  }
}

const distance = (a, b) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
