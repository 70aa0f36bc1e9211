// @ts-check
/** The same cells as a table: sorted by any column, filtered by name; choosing a row chooses the region. */
import { element, plain, withOrdinals } from "./dom.mjs";
import { capital, counted, DEMONSTRATION, parted } from "./words.mjs";

const QUALITIES = { solide: "solide", prudence: "prudence", fragile: "fragile" };

/** @typedef {{title: (rows: Row[]) => string, text: (row: Row) => string|null, sort: (row: Row) => any, numeric?: boolean}} Column */
/** @typedef {{name: string, cell: import("./types.d.ts").Cell, at: number}} Row */
/** @typedef {{columns: {title: string, texts: (string|null)[], values: (number|null)[]}[], notes: string[]}} Analysis */

/** @type {Column[]} */
const COLUMNS = [
  { title: () => "Territoire", text: ({ name }) => name, sort: ({ name }) => plain(name) },
  {
    title: (rows) => ["Valeur", unitOf(rows, ({ cell }) => cell.text)].filter(Boolean).join(", "),
    text: ({ cell }) => bare(cell.text),
    sort: ({ cell }) => cell.value,
    numeric: true,
  },
  {
    title: () => "Rang",
    text: ({ cell }) => cell.rank_text?.split(" ")[0] ?? null,
    sort: ({ cell }) => cell.rank,
    numeric: true,
  },
  { title: () => "Intervalle", text: ({ cell }) => cell.range, sort: ({ cell }) => cell.value },
  counts(capital, ({ cell }) => cell.numerator),
  counts((unit) => `Sur (${unit})`, ({ cell }) => cell.denominator),
  {
    title: () => "Fiabilité",
    text: ({ cell }) => (cell.quality ? QUALITIES[cell.quality] : null),
    sort: ({ cell }) => cell.quality,
  },
];

/** A column of counts, with their unit in its title. @param {(unit: string) => string} title @param {(row: Row) => string|null} get @returns {Column} */
function counts(title, get) {
  return {
    title: (rows) => title(unitOf(rows, get)),
    text: (row) => get(row) && bare(get(row)),
    sort: (row) => amount(get(row)),
    numeric: true,
  };
}

/** The unit of a column, in the plural where one of its cells has it. */
function unitOf(rows, get) {
  const units = rows.filter(({ cell }) => cell.value !== null).map((row) => parted(get(row) ?? "")[1]);
  return units.reduce((best, unit) => (unit.length > best.length ? unit : best), "");
}

/** A number without its unit, which stands above. */
const bare = (text) => parted(text)[0].replace("environ\u00a0", "≈\u202f");

/** What analysts add: a column each. @param {Analysis} analysis @returns {Column[]} */
const analysed = ({ columns }) =>
  columns.map(({ title, texts, values }) => ({
    title: () => title,
    text: ({ at }) => texts[at],
    sort: ({ at }) => values[at],
    numeric: true,
  }));

export class CellTable {
  /** @param {HTMLElement} place @param {{onChoose: (code: string) => void}} callbacks */
  constructor(place, { onChoose }) {
    this.onChoose = onChoose;
    this.sorting = { column: 0, descending: false };
    this.search = element("input", { type: "search", id: "table-search", autocomplete: "off", oninput: () => this.#render() });
    this.total = element("p", { class: "note", role: "status" });
    this.stamp = element("p", { class: "stamped", hidden: true }, DEMONSTRATION);
    this.notes = element("div", { class: "note" });
    this.caption = element("caption", { class: "visually-hidden" });
    this.head = element("tr");
    this.body = element("tbody", { onclick: (event) => this.#clicked(event), onkeydown: (event) => this.#walked(event) });
    const table = element("table", { class: "cells" }, this.caption, element("thead", {}, this.head), this.body);
    const tools = element(
      "div",
      { class: "table-tools" },
      element("label", { for: "table-search" }, "Chercher un territoire"),
      this.search,
      this.total,
    );
    place.replaceChildren(
      tools,
      this.stamp,
      element("div", { class: "table-frame", tabindex: "0", role: "region", "aria-label": "Tableau des valeurs" }, table),
      this.notes,
    );
  }

  /**
   * @param {import("./types.d.ts").Geometry} geometry
   * @param {import("./types.d.ts").View} view
   * @param {string[]} chosen
   * @param {Analysis|null} analysis
   */
  show(geometry, view, chosen, analysis) {
    this.view = view;
    this.chosen = chosen;
    this.rows = view.cells.map((cell, i) => ({ cell, name: geometry.names[i], at: i }));
    const known = COLUMNS.filter((column, i) => i < 2 || this.rows.some((row) => column.text(row)));
    this.columns = analysis ? [...known, ...analysed(analysis)] : known;
    this.notes.replaceChildren(...(analysis?.notes ?? []).map((note) => element("p", {}, note)));
    this.stamp.hidden = !view.demonstration;
    this.caption.textContent = `${view.title}, ${view.subtitle}`;
    this.#render();
  }

  /** Mark other rows without building the table again. @param {string[]} codes */
  choose(codes) {
    this.chosen = codes;
    for (const row of this.body.rows) mark(row, codes.includes(row.dataset.code));
    const row = this.body.querySelector("tr.chosen");
    const frame = this.body.closest(".table-frame");
    if (row && !frame.contains(document.activeElement)) frame.scrollTop = row.offsetTop - frame.clientHeight / 2;
  }

  #render() {
    const wanted = plain(this.search.value.trim());
    const rows = this.#sorted().filter(({ name, cell }) => plain(name).includes(wanted) || cell.code.startsWith(wanted));
    this.head.replaceChildren(...this.columns.map((column, i) => this.#header(column, i)));
    this.body.replaceChildren(...rows.map((row) => this.#row(row)));
    this.body.querySelector("button")?.setAttribute("tabindex", "0");
    this.total.textContent = wanted ? counted(rows.length, "territoire trouvé", "territoires trouvés") : "";
    for (const code of this.chosen) mark(this.body.querySelector(`[data-code="${code}"]`), true);
  }

  #sorted() {
    const { column, descending } = this.sorting;
    const key = (this.columns[column] ?? COLUMNS[0]).sort;
    const missing = (value) => value === null || value === undefined;
    return [...this.rows].sort((a, b) => {
      const [left, right] = [key(a), key(b)];
      if (missing(left) || missing(right)) return Number(missing(left)) - Number(missing(right));
      const order = typeof left === "number" ? left - right : left.localeCompare(right, "fr");
      return descending ? -order : order;
    });
  }

  #header(column, i) {
    const mine = this.sorting.column === i;
    const sort = mine ? (this.sorting.descending ? "descending" : "ascending") : null;
    const sign = element("span", { class: "sign", "aria-hidden": "true" }, mine ? (this.sorting.descending ? "▾" : "▴") : "");
    const button = element("button", { type: "button", onclick: () => this.#sortBy(i) }, column.title(this.rows), sign);
    return element("th", { scope: "col", "aria-sort": sort, class: column.numeric ? "numeric" : null }, button);
  }

  #sortBy(column) {
    const again = this.sorting.column === column;
    this.sorting = { column, descending: again ? !this.sorting.descending : Boolean(this.columns[column].numeric) };
    this.#render();
    this.head.cells[column].firstChild.focus();
  }

  #row(row) {
    const [first, ...others] = this.columns;
    const name = element("button", { type: "button", tabindex: "-1", "aria-pressed": "false" }, first.text(row));
    const cells = others.map((column) =>
      element("td", { class: column.numeric ? "numeric" : null }, ...withOrdinals(column.text(row) ?? "–")),
    );
    return element(
      "tr",
      { "data-code": row.cell.code, class: `status-row-${row.cell.status}` },
      element("th", { scope: "row" }, name),
      ...cells,
    );
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

function mark(row, chosen) {
  row?.classList.toggle("chosen", chosen);
  row?.querySelector("button").setAttribute("aria-pressed", String(chosen));
}

/** The number in a French text: spaces and sign aside. */
function amount(text) {
  const digits = text?.match(/[\d\s\u00a0\u202f]+(,\d+)?/)?.[0];
  return digits ? Number(digits.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".")) : null;
}
