// @ts-check
/** The years: a native slider over those that exist, and a button that plays them. */
import { element } from "../map/dom.mjs";

const PACE = 1100;
/** Milliseconds that each year stays. */

export class Years {
  /**
   * @param {HTMLElement} place
   * @param {{onChange: (change: object, lasting: boolean) => Promise<void>, onAhead: (period: number) => void,
   *          onAll: () => void}} callbacks `lasting` is false while sliding or playing; `onAhead`: a year that will be
   *        wanted next; `onAll`: all the years, side by side
   */
  constructor(place, { onChange, onAhead, onAll }) {
    this.onChange = onChange;
    this.onAhead = onAhead;
    this.play = element("button", { type: "button", class: "play", onclick: () => this.#pressed() });
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
    this.all = element("button", { type: "button", class: "quiet all-years", onclick: onAll });
    this.tools = element("div", { class: "years" }, this.play, this.first, this.slider, this.year, this.all);
    place.replaceChildren(this.tools, this.only);
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.#rest();
  }

  /** @param {number[]} periods @param {number} period @param {boolean} together whether all years are shown side by side */
  update(periods, period, together) {
    this.periods = periods;
    this.slider.max = String(periods.length - 1);
    this.slider.value = String(periods.indexOf(period));
    this.slider.setAttribute("aria-valuetext", String(period));
    this.year.textContent = String(period);
    this.first.textContent = String(periods[0]);
    this.tools.hidden = periods.length < 2;
    this.all.textContent = together ? "Une seule carte" : "Une carte par année";
    this.only.textContent = periods.length < 2 ? `Millésime ${period}, le seul disponible à ce niveau.` : "";
  }

  #slide(lasting) {
    this.#rest();
    this.onChange({ periode: this.#periodAt(Number(this.slider.value)) }, lasting);
  }

  /** Who asked for less motion goes one year at a press. */
  #pressed() {
    const here = Number(this.slider.value);
    const next = (here + 1) % this.periods.length;
    if (this.playing) this.#pause(here);
    else if (this.still.matches) this.onChange({ periode: this.#periodAt(next), annees: "oui" }, true);
    else this.#run(next);
  }

  /** Each year waits for its figures, then stays its time; the next one's are fetched meanwhile. @param {number} from */
  async #run(from) {
    const run = (this.playing = Symbol("run"));
    this.#label("❚❚", "Pause");
    for (let at = from; at < this.periods.length && this.playing === run; at += 1) {
      const last = at === this.periods.length - 1;
      await this.onChange({ periode: this.#periodAt(at), annees: "oui" }, last);
      if (last && this.playing === run) return this.#rest();
      if (!last) this.onAhead(this.periods[at + 1]);
      await new Promise((resolve) => setTimeout(resolve, PACE));
    }
  }

  #pause(here) {
    this.#rest();
    this.onChange({ periode: this.#periodAt(here) }, true);
  }

  #rest() {
    this.playing = null;
    this.#label("▶", this.still.matches ? "Millésime suivant" : "Faire défiler les millésimes");
  }

  #periodAt(index) {
    return String(this.periods[index]);
  }

  #label(sign, words) {
    this.play.replaceChildren(element("span", { "aria-hidden": "true" }, sign));
    this.play.setAttribute("aria-label", words);
  }
}
