// @ts-check
/** A group of communes: composed on the map or from a pasted list, kept in the address, shown as a territory. */
import { element, shape } from "../map/dom.mjs";
import { counted } from "../map/words.mjs";
import { readGroup, recognised, writeGroup } from "./members.mjs";
import { told } from "./territory.mjs";

export class Group {
  /**
   * @param {{tools: HTMLElement, shown: HTMLElement}} places where it is composed; where it is read
   * @param {any} config
   * @param {import("./store.mjs").Store} store
   * @param {(changes: object) => void} onChange
   */
  constructor({ tools, shown }, config, store, onChange) {
    Object.assign(this, { place: tools, shownIn: shown, config, store, onChange });
    this.status = element("p", { class: "note", role: "status" });
    this.name = element("input", { id: "groupe-nom", type: "text", maxlength: 60, onchange: () => this.#write(this.codes) });
    this.pasted = element("textarea", { id: "groupe-liste", rows: 3, spellcheck: "false" });
    this.asked = element("div", { class: "asked" });
    this.chips = element("ul", { class: "chips" });
    this.compare = element("a", { class: "chip main" }, "Comparer");
    this.open = element("button", { type: "button", class: "quiet", onclick: () => this.#compose(true) });
    this.editor = this.#editor();
    tools.replaceChildren(this.open, this.editor, this.status);
    this.mark = shape("path", { class: "members" });
  }

  #editor() {
    const field = (label, input) => element("div", { class: "field" }, element("label", { for: input.id }, label), input);
    const button = (words, onclick) => element("button", { type: "button", class: "chip", onclick }, words);
    return element(
      "fieldset",
      { class: "commune-group", hidden: true },
      element("legend", {}, "Groupe de communes"),
      element("p", { class: "hint" }, "Cliquez des communes sur la carte, ou parcourez-la avec les flèches et la touche Entrée."),
      field("Nom du groupe", this.name),
      field("Ou collez des noms ou des codes, un par ligne", this.pasted),
      element("div", { class: "chips" }, button("Ajouter la liste", () => this.#paste())),
      this.asked,
      this.chips,
      element("div", { class: "chips" }, this.compare, button("Terminer", () => this.#compose(false)), button("Vider", () => this.#write([]))),
    );
  }

  /** Whether a choice on the map adds to the group, or takes away from it. */
  get composing() {
    return this.choice?.composer === "oui";
  }

  /** Add a commune, or take it away. @param {string} code */
  toggle(code) {
    const had = this.codes.includes(code);
    this.#write(had ? this.codes.filter((one) => one !== code) : [...this.codes, code]);
    this.status.textContent = `${this.#nameOf(code)} ${had ? "retirée" : "ajoutée"}\u202f: ${this.#count()}.`;
  }

  /** Show the group of a choice on the map and beside it. */
  async update(choice, shown, map) {
    this.choice = choice;
    const { codes, name } = readGroup(choice.groupe);
    this.codes = codes;
    this.open.hidden = this.composing;
    this.editor.hidden = !this.composing;
    this.place.classList.toggle("composing", this.composing);
    this.open.textContent = codes.length ? `Modifier le groupe «\u00a0${name || this.#count()}\u00a0»` : "Composer un groupe de communes";
    if (codes.length && document.activeElement !== this.name) this.name.value = name;
    this.communes = await this.store.geometry(this.config.levels[0]);
    if (choice !== this.choice) return;
    this.#list();
    this.#draw(map);
    await this.#show(choice, shown);
  }

  #compose(composing) {
    this.status.textContent = "";
    this.onChange(composing ? { composer: "oui", niveau: "commune" } : { composer: "non" });
    (composing ? this.name : this.open).focus();
  }

  /** At once in what is known here, then in the address. */
  #write(codes) {
    this.codes = codes;
    this.onChange({ groupe: writeGroup(codes, this.name.value) });
  }

  #paste() {
    const { found, unknown, doubtful } = recognised(this.pasted.value, this.communes);
    this.pasted.value = unknown.join("\n");
    this.#write([...this.codes, ...found]);
    const lost = unknown.length ? ` Inconnu ici\u202f: ${unknown.join(", ")}.` : "";
    this.status.textContent = `${counted(found.length, "commune reconnue", "communes reconnues")}.${lost}`;
    this.asked.replaceChildren(...doubtful.map((doubt) => this.#question(doubt)));
  }

  /** Which commune is meant: one button each. */
  #question({ word, codes }) {
    const choose = (code) => {
      node.remove();
      this.#write([...this.codes, code]);
    };
    const choices = codes.map((code) =>
      element("button", { type: "button", class: "chip", onclick: () => choose(code) }, `${this.#nameOf(code)} (${code})`),
    );
    const none = element("button", { type: "button", class: "quiet", onclick: () => node.remove() }, "Aucune");
    const node = element("div", { class: "chips", role: "group", "aria-label": `«\u00a0${word}\u00a0» désigne` }, `«\u00a0${word}\u00a0»\u202f:`, ...choices, none);
    return node;
  }

  #list() {
    const leave = (code) => {
      this.toggle(code);
      this.name.focus();
    };
    const chip = (code) => element("button", { type: "button", class: "chip", onclick: () => leave(code), "aria-label": `Retirer ${this.#nameOf(code)}` }, `− ${this.#nameOf(code)}`);
    this.chips.replaceChildren(...this.codes.map((code) => element("li", {}, chip(code))));
    const others = this.config.division.map((key) => `,${key}`).join("");
    this.compare.href = `/comparer?territoires=groupe:${encodeURIComponent(this.choice.groupe ?? "")}${others}`;
    this.compare.hidden = !this.codes.length;
  }

  #nameOf(code) {
    return this.communes.names[this.communes.codes.indexOf(code)] ?? code;
  }

  #count() {
    return counted(this.codes.length, "commune", "communes");
  }

  /** Over the regions of the map of communes. */
  #draw({ drawing }) {
    const { level, codes, paths } = drawing.geometry;
    const chosen = level === "commune" ? this.codes.map((code) => paths[codes.indexOf(code)] ?? "") : [];
    this.mark.setAttribute("d", chosen.join(""));
    if (this.mark.parentNode !== drawing.svg) drawing.svg.append(this.mark);
  }

  /** Its figure for what the map shows, or why it has none. */
  async #show(choice, { indicator, period }) {
    this.shownIn.hidden = !choice.groupe;
    if (!choice.groupe) return;
    const query = new URLSearchParams({ communes: choice.groupe });
    const view = await this.store.file(`${this.config.views}/${indicator.slug}/groupe/${period}.json?${query}`).catch((error) => ({ name: choice.groupe, kind: "Groupe", refusal: error.message, lost: [] }));
    if (choice !== this.choice) return;
    const lost = view.lost.length ? [element("p", { class: "note" }, `Laissé de côté, car ce n’est pas une commune d’ici\u202f: ${view.lost.join(", ")}.`)] : [];
    const portrait = element("a", { href: `/portrait/groupe/${encodeURIComponent(view.code ?? "")}` }, "Son portrait");
    const ways = element("p", {}, element("a", { href: this.compare.href }, "Comparer ce groupe"), " · ", portrait);
    const body = view.refusal ? [element("p", { class: "sentence" }, view.refusal)] : told(view, "petits effectifs ou arrondis");
    this.shownIn.replaceChildren(element("p", { class: "kicker" }, view.kind), element("h2", {}, view.name), ...body, ...lost, ways);
  }
}
