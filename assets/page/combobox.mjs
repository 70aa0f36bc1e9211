// @ts-check
/** A field that searches a grouped list: the ARIA combobox pattern, a few hundred options at most. */
import { element, plain } from "../map/dom.mjs";

/** @typedef {{value: string, label: string, detail?: string, group?: string}} Option */

export class Combobox {
  /**
   * @param {string} id
   * @param {string} label
   * @param {(value: string) => void} onChoose
   */
  constructor(id, label, onChoose) {
    this.onChoose = onChoose;
    /** @type {Option[]} until the first update */
    this.options = [];
    this.list = element("div", {
      id: `${id}-list`,
      class: "options",
      role: "listbox",
      "aria-label": label,
      hidden: true,
      onpointerdown: (event) => this.#pressed(event),
    });
    this.input = element("input", {
      id,
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-expanded": "false",
      "aria-controls": `${id}-list`,
      "aria-autocomplete": "list",
      onfocus: () => this.input.select(),
      onclick: () => this.#open(""),
      oninput: () => this.#open(this.input.value),
      onkeydown: (event) => this.#key(event),
      onblur: () => this.#close(),
    });
    this.node = element("div", { class: "field combobox" }, element("label", { for: id }, label), this.input, this.list);
  }

  /** @param {Option[]} options @param {string|null} value */
  update(options, value) {
    this.options = options;
    this.value = value;
    const label = options.find((option) => option.value === value)?.label ?? "";
    if (document.activeElement !== this.input || this.list.hidden) this.input.value = label;
  }

  #open(search) {
    const words = plain(search).split(/\s+/);
    const text = (/** @type {Option} */ { label, group, value }) => plain(`${label} ${group ?? ""} ${value}`);
    this.found = this.options.filter((option) => words.every((word) => text(option).includes(word)));
    this.list.replaceChildren(...this.#groups());
    if (!this.found.length) this.list.append(element("p", { class: "none" }, "Rien ne correspond."));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    const current = this.found.findIndex(({ value }) => value === this.value);
    const best = this.found.findIndex(({ label }) => plain(label).startsWith(plain(search)));
    this.#highlight(Math.max(0, search ? best : current));
  }

  #groups() {
    const nodes = this.found.map((option, i) => this.#option(option, i));
    const names = [...new Set(this.found.map(({ group }) => group))];
    return names.flatMap((name, g) => {
      const mine = nodes.filter((_, i) => this.found[i].group === name);
      if (!name) return mine;
      const heading = element("div", { class: "group", id: `${this.list.id}-${g}`, role: "presentation" }, name);
      return [element("div", { role: "group", "aria-labelledby": heading.id }, heading, ...mine)];
    });
  }

  /** @param {Option} option @param {number} i */
  #option({ value, label, detail }, i) {
    const extra = detail ? element("span", { class: "detail" }, detail) : null;
    return element(
      "div",
      {
        id: `${this.list.id}-o${i}`,
        class: "option",
        role: "option",
        "aria-selected": String(value === this.value),
        "data-value": value,
      },
      label,
      extra,
    );
  }

  #highlight(index) {
    this.at = Math.min(Math.max(0, index), this.found.length - 1);
    this.list.querySelector(".at")?.classList.remove("at");
    const node = this.list.querySelector(`#${this.list.id}-o${this.at}`);
    node?.classList.add("at");
    node?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", node?.id ?? "");
  }

  #key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (event.key in steps) {
      event.preventDefault();
      if (this.list.hidden) this.#open("");
      else this.#highlight(this.at + steps[event.key]);
    } else if (event.key === "Enter" && !this.list.hidden && this.found.length) {
      event.preventDefault();
      this.#choose(this.found[this.at].value);
    } else if (event.key === "Escape") this.#close();
  }

  #pressed(event) {
    event.preventDefault();
    const option = event.target.closest(".option");
    if (option) this.#choose(option.dataset.value);
  }

  #choose(value) {
    this.#close();
    this.onChoose(value);
  }

  #close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.input.value = this.options.find((option) => option.value === this.value)?.label ?? "";
  }
}
