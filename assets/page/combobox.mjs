// @ts-check
/** A field that searches a grouped list: the ARIA combobox pattern, a few hundred options at most. */
import { element, plain } from "../map/dom.mjs";

/** @typedef {{value: string, label: string, detail?: string, group?: string}} Option */
/** @typedef {{option: Option, searched: string, node: HTMLElement}} Entry */

export class Combobox {
  /**
   * @param {string} id
   * @param {string} label
   * @param {(value: string) => void} onChoose
   * @param {(values: string[]) => void} [onConsider] told which options are in sight, from the one that a pointer or the keys rest upon
   */
  constructor(id, label, onChoose, onConsider) {
    this.onChoose = onChoose;
    this.onConsider = onConsider;
    /** @type {Option[]} until the first update */
    this.options = [];
    this.list = element("div", {
      id: `${id}-list`,
      class: "options",
      role: "listbox",
      "aria-label": label,
      hidden: true,
      onpointerdown: (event) => this.#pressed(event),
      onpointerover: (event) => this.#pointed(event),
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
    /** @type {Set<Element>} */
    this.inSight = new Set();
    this.sight = onConsider && new IntersectionObserver((changes) => this.#seen(changes), { root: this.list });
  }

  /** @param {Option[]} options the same array as long as they are the same @param {string|null} value */
  update(options, value) {
    if (options !== this.options) this.entries = undefined;
    this.options = options;
    this.value = value;
    const label = options.find((option) => option.value === value)?.label ?? "";
    if (document.activeElement !== this.input || this.list.hidden) this.input.value = label;
  }

  #open(search) {
    if (!this.entries) this.#enter();
    const words = plain(search).split(/\s+/);
    this.#list(this.entries.filter(({ searched }) => words.every((word) => searched.includes(word))));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    const current = this.found.findIndex(({ option }) => option.value === this.value);
    const best = this.found.findIndex(({ option }) => plain(option.label).startsWith(plain(search)));
    this.#highlight(Math.max(0, search ? best : current));
  }

  #enter() {
    /** @type {Entry[]|undefined} */
    this.entries = this.options.map((option, i) => this.#entry(option, i));
    this.sight?.disconnect();
    for (const { node } of this.entries) this.sight?.observe(node);
  }

  /** @param {Option} option @param {number} i @returns {Entry} */
  #entry(option, i) {
    const { value, label, detail, group } = option;
    const extra = detail ? element("span", { class: "detail" }, detail) : null;
    const attributes = { id: `${this.list.id}-o${i}`, class: "option", role: "option", "data-value": value };
    return { option, searched: plain(`${label} ${group ?? ""} ${value}`), node: element("div", attributes, label, extra) };
  }

  /** The options found, under the names of their groups. @param {Entry[]} found */
  #list(found) {
    for (const { node, option } of found) node.setAttribute("aria-selected", String(option.value === this.value));
    const same = this.listed === this.entries && this.found?.length === found.length && found.every((entry, i) => entry === this.found[i]);
    this.found = found;
    this.listed = this.entries;
    if (same) return;
    this.list.replaceChildren(...this.#groups());
    if (!found.length) this.list.append(element("p", { class: "none" }, "Rien ne correspond."));
  }

  #groups() {
    const names = [...new Set(this.found.map(({ option }) => option.group))];
    return names.flatMap((name, g) => {
      const mine = this.found.filter(({ option }) => option.group === name).map(({ node }) => node);
      if (!name) return mine;
      const heading = element("div", { class: "group", id: `${this.list.id}-${g}`, role: "presentation" }, name);
      return [element("div", { role: "group", "aria-labelledby": heading.id }, heading, ...mine)];
    });
  }

  #highlight(index) {
    this.at = Math.min(Math.max(0, index), this.found.length - 1);
    this.list.querySelector(".at")?.classList.remove("at");
    const { node } = this.found[this.at] ?? {};
    node?.classList.add("at");
    requestAnimationFrame(() => this.list.hidden || node?.scrollIntoView({ block: "nearest" }));
    this.input.setAttribute("aria-activedescendant", node?.id ?? "");
    this.#consider(this.at);
  }

  /** @param {IntersectionObserverEntry[]} changes */
  #seen(changes) {
    for (const { target, isIntersecting } of changes) this.inSight[isIntersecting ? "add" : "delete"](target);
    if (!this.list.hidden) this.#consider(this.at);
  }

  /** Those in sight may be chosen, first of all the one in this place and its neighbours. @param {number} place */
  #consider(place) {
    if (!this.onConsider) return;
    const far = (/** @type {number} */ i) => Math.abs(i - place);
    const places = [...this.found.keys()].filter((i) => i === place || this.inSight.has(this.found[i].node));
    this.onConsider(places.sort((a, b) => far(a) - far(b)).map((i) => this.found[i].option.value));
  }

  #key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (event.key in steps) {
      event.preventDefault();
      if (this.list.hidden) this.#open("");
      else this.#highlight(this.at + steps[event.key]);
    } else if (event.key === "Enter" && !this.list.hidden && this.found.length) {
      event.preventDefault();
      this.#choose(this.found[this.at].option.value);
    } else if (event.key === "Escape") this.#close();
  }

  #pressed(event) {
    event.preventDefault();
    const option = event.target.closest(".option");
    if (option) this.#choose(option.dataset.value);
  }

  #pointed(event) {
    const place = this.found.findIndex(({ node }) => node.contains(event.target));
    if (place >= 0) this.#consider(place);
  }

  #choose(value) {
    this.#close();
    this.onChoose(value);
  }

  #close() {
    if (!this.list.hidden) this.onConsider?.([]);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.input.value = this.options.find((option) => option.value === this.value)?.label ?? "";
  }
}
