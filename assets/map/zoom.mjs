// @ts-check
/** Zoom and pan, by buttons, wheel with Ctrl, pinch and drag: only the viewBox changes. */
import { element } from "./dom.mjs";

const NEAREST = 12;
const STEP = 1.6;

export class Zoom {
  /** @param {HTMLElement} stage @param {() => void} onChange */
  constructor(stage, onChange) {
    this.stage = stage;
    this.onChange = onChange;
    this.pointers = new Map();
    this.dragged = false;
    const button = (label, sign, action) =>
      element("button", { type: "button", "aria-label": label, title: label, onclick: action }, sign);
    this.whole = button("Voir tout le territoire", "⤢", () => this.#set(this.full));
    this.buttons = [
      button("Agrandir la carte", "+", () => this.#by(1 / STEP)),
      button("Réduire la carte", "−", () => this.#by(STEP)),
      this.whole,
    ];
    this.#listen();
  }

  /** A new geometry is shown whole. */
  reset(geometry, svg) {
    this.svg = svg;
    this.full = { x: 0, y: 0, width: geometry.width, height: geometry.height };
    this.stage.parentElement.style.setProperty("--ratio", String(geometry.width / geometry.height));
    this.#apply(this.full);
  }

  #listen() {
    this.stage.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        this.#by(event.deltaY < 0 ? 1 / 1.15 : 1.15, event);
      },
      { passive: false },
    );
    this.stage.addEventListener("pointerdown", (event) => this.#down(event));
    this.stage.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel", "pointerleave"])
      this.stage.addEventListener(end, (event) => this.pointers.delete(/** @type {PointerEvent} */ (event).pointerId));
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
    if (other) this.#by(distance(before, other) / Math.max(1, distance(event, other)), other);
    else this.#pan(before.clientX - event.clientX, before.clientY - event.clientY);
  }

  get zoomed() {
    return this.box.width < this.full.width - 0.5;
  }

  #pan(dx, dy) {
    const scale = this.box.width / this.stage.clientWidth;
    this.#set({ ...this.box, x: this.box.x + dx * scale, y: this.box.y + dy * scale });
  }

  /** Around a pointer, or the middle. */
  #by(factor, pointer = null) {
    const frame = this.stage.getBoundingClientRect();
    const [u, v] = pointer
      ? [(pointer.clientX - frame.left) / frame.width, (pointer.clientY - frame.top) / frame.height]
      : [0.5, 0.5];
    const width = Math.min(this.full.width, Math.max(this.full.width / NEAREST, this.box.width * factor));
    const height = (width * this.full.height) / this.full.width;
    this.#set({ x: this.box.x + (this.box.width - width) * u, y: this.box.y + (this.box.height - height) * v, width, height });
  }

  #set({ x, y, width, height }) {
    const within = (value, room) => Math.min(Math.max(0, value), room);
    this.#apply({ x: within(x, this.full.width - width), y: within(y, this.full.height - height), width, height });
    this.onChange();
  }

  #apply(box) {
    this.box = box;
    this.svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
    this.stage.classList.toggle("zoomed", this.zoomed);
    this.whole.disabled = !this.zoomed;
  }
}

const distance = (a, b) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
