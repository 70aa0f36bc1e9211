// @ts-check
/** The chart of the years: drawn by the server's callback, only when it is wanted. */

export class Evolution {
  /**
   * @param {{section: HTMLElement, chart: HTMLElement, button: HTMLElement}} parts
   * @param {(wanted: object|null) => void} onWanted told what to draw, when that changes
   */
  constructor({ section, chart, button }, onWanted) {
    Object.assign(this, { section, chart, button, onWanted });
  }

  /** @param {string} evolution auto | oui | non @param {string[]} pins */
  static wants(evolution, pins) {
    return evolution === "oui" || (evolution === "auto" && pins.length > 0);
  }

  /**
   * @param {boolean} wanted
   * @param {{indicator: string, level: string, codes: string[]}} question
   * @param {number} years how many there are
   */
  update(wanted, question, years) {
    const drawn = wanted && years > 1;
    this.section.hidden = years < 2;
    this.chart.hidden = !drawn;
    this.button.textContent = drawn ? "Masquer" : "Voir l’évolution";
    this.button.setAttribute("aria-expanded", String(drawn));
    const next = drawn ? question : null;
    if (JSON.stringify(next) !== this.asked) this.onWanted(next);
    this.asked = JSON.stringify(next);
  }
}
