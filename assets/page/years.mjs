// @ts-check
/** The years: a native slider over those that exist, and a button that plays them. */
import { element } from "../map/dom.mjs";

const PACE = 1100;

export class Years {
  /**
   * @param {HTMLElement} place
   * @param {(change: {periode: string}, lasting: boolean) => void} onChange `lasting` is false while sliding or playing
   */
  constructor(place, onChange) {
    this.place = place;
    this.onChange = onChange;
    this.play = element("button", { type: "button", class: "play", onclick: () => (this.timer ? this.#stop() : this.#start()) });
    this.first = element("span", { class: "end", "aria-hidden": "true" });
    this.slider = element("input", {
      type: "range",
      id: "periode",
      min: 0,
      step: 1,
      "aria-label": "Millésime",
      oninput: () => this.#slide(false),
      onchange: () => this.#slide(true),
    });
    this.year = element("output", { for: "periode" });
    this.only = element("p", { class: "note" });
    this.tools = element("div", { class: "years" }, this.play, this.first, this.slider, this.year);
    place.replaceChildren(this.tools, this.only);
    this.#stop();
  }

  /** @param {number[]} periods @param {number} period */
  update(periods, period) {
    this.periods = periods;
    this.slider.max = String(periods.length - 1);
    this.slider.value = String(periods.indexOf(period));
    this.slider.setAttribute("aria-valuetext", String(period));
    this.year.textContent = String(period);
    this.first.textContent = String(periods[0]);
    this.tools.hidden = periods.length < 2;
    this.only.textContent = periods.length < 2 ? `Millésime ${period}, le seul disponible à ce niveau.` : "";
  }

  #slide(lasting) {
    this.#stop();
    this.onChange({ periode: String(this.periods[this.slider.value]) }, lasting);
  }

  #start() {
    const here = Number(this.slider.value);
    this.at = here === this.periods.length - 1 ? -1 : here;
    this.timer = setInterval(() => this.#next(), PACE);
    this.#label("❚❚", "Arrêter le défilement des millésimes");
    this.#next();
  }

  #next() {
    this.at += 1;
    const last = this.at >= this.periods.length - 1;
    if (last) this.#stop();
    this.onChange({ periode: String(this.periods[this.at]) }, last);
  }

  #stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.#label("▶", "Faire défiler les millésimes");
  }

  #label(sign, words) {
    this.play.replaceChildren(element("span", { "aria-hidden": "true" }, sign));
    this.play.setAttribute("aria-label", words);
  }
}
