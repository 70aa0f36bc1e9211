// @ts-check
/**
 * The same cells as a table: sorted by any column, filtered by name; choosing a row chooses the region.
 * Each row is a grid of its own, so that only those in sight are laid out: roles say again what such a table is.
 */
import { columnsOf, plainNames } from "./columns.mjs";
import { element, plain, rewrite } from "./dom.mjs";
import { counted, DEMONSTRATION } from "./words.mjs";

/** @typedef {import("./columns.mjs").Column} Column */

const AIR = 0.9;
/** Between two columns, in rem: the padding of their cells. */

export class CellTable {
  /** @param {HTMLElement} place @param {{onChoose: (code: string) => void}} callbacks */
  constructor(place, { onChoose }) {
    this.onChoose = onChoose;
    this.sorting = { column: 0, descending: false };
    /** @type {Line[]} from the top */
    this.lines = [];
    this.search = element("input", { type: "search", id: "table-search", autocomplete: "off", oninput: () => this.#render() });
    this.total = element("p", { class: "note", role: "status" });
    this.stamp = element("p", { class: "stamped" });
    this.notes = element("div", { class: "note" });
    this.caption = element("caption", { class: "visually-hidden" });
    this.head = element("tr", { role: "row" });
    this.body = element("tbody", { role: "rowgroup", onclick: (event) => this.#clicked(event), onkeydown: (event) => this.#walked(event) });
    const head = element("thead", { role: "rowgroup" }, this.head);
    this.table = element("table", { class: "cells lines", role: "table" }, this.caption, head, this.body);
    this.frame = element("div", { class: "table-frame", tabindex: "0", role: "region", "aria-label": "Tableau des valeurs" }, this.table);
    const label = element("label", { for: "table-search" }, "Chercher un territoire");
    const tools = element("div", { class: "table-tools" }, label, this.search, this.total);
    place.replaceChildren(tools, this.stamp, this.frame, this.notes);
    new IntersectionObserver(([{ isIntersecting }]) => (this.inSight = isIntersecting)).observe(this.frame);
  }

  /**
   * @param {import("./types.d.ts").Geometry} geometry
   * @param {import("./types.d.ts").View} view
   * @param {string[]} chosen
   * @param {import("./columns.mjs").Analysis|null} analysis
   */
  show(geometry, view, chosen, analysis) {
    this.geometry = geometry;
    this.view = view;
    this.chosen = chosen;
    this.columns = columnsOf(geometry, view, analysis);
    this.notes.replaceChildren(...(analysis?.notes ?? []).map((note) => element("p", {}, note)));
    this.stamp.textContent = view.demonstration ? DEMONSTRATION : "";
    this.caption.textContent = `${view.title}, ${view.subtitle}`;
    this.giveWay();
    this.#render();
  }

  /** Mark other rows without writing the table again. @param {string[]} codes */
  choose(codes) {
    this.chosen = codes;
    for (const line of this.lines) line.mark(codes.includes(line.code));
  }

  /** Another view may come: out of sight, no row is laid out until it is painted. */
  giveWay() {
    this.body.classList.toggle("laid-out", this.inSight !== false);
  }

  /** Give columns their room and lay out the first rows; out of sight, that can wait until the rest is painted. */
  layOut() {
    this.body.classList.add("laid-out");
    if (this.spaced === this.said) return;
    this.spaced = this.said;
    this.#space(this.columns.map(({ width }) => width));
  }

  /** Bring the first chosen row in sight, unless someone is walking through the table. */
  reveal() {
    const at = this.lines.findIndex(({ code }) => this.chosen.includes(code));
    if (at < 0 || this.frame.contains(document.activeElement)) return;
    this.frame.scrollTop = this.lines[at].node.offsetTop - this.frame.clientHeight / 2;
  }

  #render() {
    const wanted = plain(this.search.value.trim());
    const found = wanted ? this.#sorted().filter((i) => this.#matches(i, wanted)) : this.#sorted();
    this.#entitle();
    this.#count(found.length);
    this.lines.forEach((line, place) => line.write(this.view.cells[found[place]], this.columns, found[place]));
    this.total.textContent = wanted ? counted(found.length, "territoire trouvé", "territoires trouvés") : "";
    this.choose(this.chosen);
  }

  #matches(i, wanted) {
    return plainNames(this.geometry)[i].includes(wanted) || this.geometry.codes[i].startsWith(wanted);
  }

  /** As many lines as there are territories to show: those that are there are written again. */
  #count(wanted) {
    const missing = Array.from({ length: Math.max(0, wanted - this.lines.length) }, () => new Line());
    this.body.append(...missing.map(({ node }) => node));
    for (const line of this.lines.splice(wanted)) line.node.remove();
    this.lines.push(...missing);
    if (!this.body.querySelector("[tabindex='0']")) this.lines[0]?.button.setAttribute("tabindex", "0");
  }

  /** Places in the view, what is missing last. */
  #sorted() {
    const { column, descending } = this.sorting;
    const { values } = this.columns[column] ?? this.columns[0];
    const missing = (i) => values[i] === null;
    return this.view.cells
      .map((_, i) => i)
      .sort((a, b) => {
        if (missing(a) || missing(b)) return Number(missing(a)) - Number(missing(b));
        return descending ? values[b] - values[a] : values[a] - values[b];
      });
  }

  #entitle() {
    const said = JSON.stringify([this.sorting, this.columns.map(({ title, width }) => [title, width])]);
    if (said === this.said) return;
    this.said = said;
    this.head.replaceChildren(...this.columns.map((column, i) => this.#header(column, i)));
    if (this.inSight !== false) this.layOut();
  }

  /** The same columns in every row, each with its air: what is left over is shared. @param {number[]} widths in characters */
  #space(widths) {
    const room = (width, columns = 1) => `calc(${width}ch + ${columns * AIR}rem)`;
    this.table.style.setProperty("--columns", widths.map((width) => `minmax(${room(width)}, ${width}fr)`).join(" "));
    this.table.style.minInlineSize = room(widths.reduce((sum, width) => sum + width, 0), widths.length);
  }

  #header({ title, numeric }, i) {
    const mine = this.sorting.column === i;
    const sort = mine ? (this.sorting.descending ? "descending" : "ascending") : null;
    const sign = element("span", { class: "sign", "aria-hidden": "true" }, mine ? (this.sorting.descending ? "▾" : "▴") : "");
    const button = element("button", { type: "button", onclick: () => this.#sortBy(i) }, title, sign);
    return element("th", { scope: "col", role: "columnheader", "aria-sort": sort, class: numeric ? "numeric" : null }, button);
  }

  #sortBy(column) {
    const again = this.sorting.column === column;
    this.sorting = { column, descending: again ? !this.sorting.descending : this.columns[column].numeric };
    this.#render();
    this.head.cells[column].firstChild.focus();
  }

  #clicked(event) {
    const row = event.target.closest("tr");
    if (row) this.onChoose(row.dataset.code);
  }

  /** One tab stop for the names: up and down go from one to the next. */
  #walked(event) {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const next = step && event.target.closest("tr")[step]?.querySelector("button");
    if (!next) return;
    event.preventDefault();
    event.target.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }
}

/** A row, written again for another territory or another view: only what differs is touched. */
class Line {
  constructor() {
    this.button = element("button", { type: "button", tabindex: "-1", "aria-pressed": "false" });
    this.node = element("tr", { role: "row" }, element("th", { scope: "row", role: "rowheader" }, this.button));
    /** @type {{place: HTMLElement, text: string|null, numeric: boolean}[]} */
    this.cells = [{ place: this.button, text: null, numeric: false }];
    this.chosen = false;
  }

  /** @param {import("./types.d.ts").Cell} cell @param {Column[]} columns @param {number} i the place in the view */
  write({ code, status }, columns, i) {
    if (code !== this.code) this.node.dataset.code = this.code = code;
    if (status !== this.status) this.#look(status);
    for (const { place } of this.cells.splice(columns.length)) place.remove();
    columns.forEach(({ texts, numeric }, at) => this.#say(at, texts[i] ?? "–", numeric));
  }

  #look(status) {
    this.node.classList.remove(`status-row-${this.status}`);
    this.node.classList.add(`status-row-${status}`);
    this.status = status;
  }

  #say(at, text, numeric) {
    const cell = (this.cells[at] ??= this.#added());
    if (numeric !== cell.numeric) cell.place.classList.toggle("numeric", numeric);
    if (text !== cell.text) rewrite(cell.place, text);
    Object.assign(cell, { text, numeric });
  }

  #added() {
    const place = element("td", { role: "cell" });
    this.node.append(place);
    return { place, text: null, numeric: false };
  }

  mark(chosen) {
    if (chosen === this.chosen) return;
    this.chosen = chosen;
    this.node.classList.toggle("chosen", chosen);
    this.button.setAttribute("aria-pressed", String(chosen));
  }
}
