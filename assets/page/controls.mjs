// @ts-check
/** The panel of choices: native controls, brought in line with what is shown after every switch. */
import { element } from "../map/dom.mjs";
import { Combobox } from "./combobox.mjs";

/** @typedef {Partial<import("./address.mjs").Choice>} Change */

const MOST_BREAKS = 8;
const FRENCH = new Intl.Collator("fr");

export class Controls {
  /**
   * @param {HTMLElement} place
   * @param {any} config
   * @param {(change: Change) => void} onChange
   * @param {(choices: Change[]) => void} onConsider told what may be chosen next, the likeliest first
   */
  constructor(place, config, onChange, onConsider) {
    this.config = config;
    this.onChange = onChange;
    this.onConsider = onConsider;
    this.indicators = indicatorsOf(config);
    this.indicator = new Combobox(
      "indicateur",
      "Indicateur",
      (value) => onChange({ indicateur: value }),
      (values) => onConsider(values.map((value) => ({ indicateur: value }))),
    );
    this.territory = new Combobox("territoire", "Mon territoire", (value) => onChange({ territoire: value || null }));
    this.levels = segments(
      "niveau",
      "Découpage",
      [...config.levels, ...config.closed].map(({ level, title, reason }) => [level, title, reason]),
      onChange,
    );
    this.shows = segments(
      "montrer",
      "Montrer",
      [
        ["valeur", "La valeur"],
        ["ecart", "L’écart"],
      ],
      onChange,
    );
    /** @type {HTMLElement|undefined} the field that a pointer or the keys came to */
    this.near = undefined;
    this.reason = element("p", { class: "hint", id: "niveau-raison" });
    this.form = element(
      "form",
      {
        class: "controls",
        onsubmit: (event) => event.preventDefault(),
        onpointerover: (event) => this.#approached(event.target),
        onfocusin: (event) => this.#approached(event.target),
      },
      this.indicator.node,
      this.levels,
      this.reason,
      this.shows,
      this.#classes(),
      this.#more(),
      this.territory.node,
      this.#layers(),
      this.#toggles(),
    );
    place.replaceChildren(this.form);
  }

  /** Who comes to a field may choose any of its values. */
  #approached(target) {
    const field = target.closest("select, .segments, .toggle");
    if (!field || field === this.near) return;
    this.near = field;
    this.onConsider(valuesOf(field));
  }

  #classes() {
    const { methods, counts } = this.config;
    this.method = select(
      "methode",
      "Classes",
      methods.map(({ slug, title }) => [slug, title]),
      this.onChange,
    );
    this.count = select(
      "classes",
      "Nombre de classes",
      counts.map((count) => [count, count]),
      this.onChange,
    );
    this.breaks = element("input", {
      id: "seuils",
      type: "text",
      placeholder: "2\u202f; 3,5\u202f; 5",
      "aria-describedby": "seuils-erreur",
      onchange: () => this.#typed(),
    });
    this.mistake = element("p", { class: "mistake", id: "seuils-erreur", role: "alert" });
    this.breaksField = element(
      "div",
      { class: "field" },
      element("label", { for: "seuils" }, "Seuils, séparés par «\u00a0;\u00a0»"),
      this.breaks,
      this.mistake,
    );
    const pair = element("div", { class: "pair" }, this.method, this.count);
    this.classing = element("div", {}, pair, this.breaksField);
    return this.classing;
  }

  /** Breaks typed by hand: numbers, or nothing changes and the mistake is said. */
  #typed() {
    const words = this.breaks.value.split(";").map((word) => word.replace(/\s/g, "").replace(",", ".")).filter(Boolean);
    const right = words.length > 0 && words.length <= MOST_BREAKS && words.every((word) => /^[-\u2212]?\d+(\.\d+)?$/.test(word));
    this.breaks.setAttribute("aria-invalid", String(!right));
    this.mistake.textContent = right ? "" : `De un à ${MOST_BREAKS} nombres séparés par «\u00a0;\u00a0», par exemple 2\u202f; 3,5\u202f; 5.`;
    if (right) this.onChange({ seuils: words.join(";").replaceAll("\u2212", "-") });
  }

  /** What few people look for. */
  #more() {
    const palettes = this.config.palettes.map(({ slug, title }) => [slug, title]);
    this.palette = select("palette", "Couleurs", palettes, this.onChange);
    this.same = this.#box("annees", "Mêmes classes pour toutes les années");
    const analysis = this.#box("analyse", "Colonnes d’analyse dans le tableau");
    return element(
      "details",
      { class: "more" },
      element("summary", {}, "Plus de réglages"),
      element("div", {}, this.palette, this.same, analysis),
    );
  }

  #layers() {
    const layers = [["", "Aucun"], ...this.config.points.map(({ slug, title }) => [slug, title])];
    this.points = select("points", "Points d’offre", layers, this.onChange);
    return this.points;
  }

  #toggles() {
    const limits = this.config.limits ? [this.#box("limites", this.config.limits)] : [];
    const base = this.config.base ? [this.#box("fond", "Fond de plan en ligne")] : [];
    return element(
      "fieldset",
      { class: "toggles" },
      element("legend", { class: "visually-hidden" }, "Sur la carte"),
      this.#box("noms", "Noms"),
      ...limits,
      ...base,
    );
  }

  #box(name, text) {
    const input = element("input", {
      type: "checkbox",
      name,
      onchange: () => this.onChange({ [name]: input.checked ? "oui" : "non" }),
    });
    return element("label", { class: "toggle" }, input, text);
  }

  /**
   * @param {import("./address.mjs").Choice} choice
   * @param {import("./settle.mjs").Shown} shown
   * @param {import("../map/types.d.ts").Geometry} geometry
   */
  update(choice, shown, geometry) {
    this.near = undefined;
    this.indicator.update(this.indicators, shown.indicator.slug);
    this.territory.update(this.#placesOf(geometry), choice.territoire ?? "");
    this.#levels(shown);
    this.#shows(shown);
    this.palette.lastChild.value = choice.palette;
    this.palette.hidden = shown.gap;
    this.same.hidden = shown.periods.length < 2;
    this.points.lastChild.value = choice.points;
    this.method.lastChild.value = choice.methode;
    this.count.lastChild.value = choice.classes;
    this.breaks.value = choice.seuils.replaceAll(".", ",").replaceAll(";", "\u202f; ");
    this.breaks.setAttribute("aria-invalid", "false");
    this.mistake.textContent = "";
    this.classing.hidden = shown.indicator.circles;
    this.breaksField.hidden = choice.methode !== "manuelles" || shown.gap;
    this.method.hidden = shown.gap;
    this.count.hidden = choice.methode === "manuelles" && !shown.gap;
    for (const box of this.form.querySelectorAll("[type=checkbox]")) box.checked = choice[box.name] === "oui";
  }

  /** Made again only for another level. */
  #placesOf(geometry) {
    if (geometry === this.geometry) return this.places;
    this.geometry = geometry;
    const places = geometry.codes.map((code, i) => ({ value: code, label: geometry.names[i] }));
    this.places = [{ value: "", label: this.config.name }, ...places.sort((a, b) => FRENCH.compare(a.label, b.label))];
    return this.places;
  }

  #levels({ indicator, level }) {
    const missing = this.config.levels.filter((one) => !(one.level in indicator.levels));
    for (const input of this.levels.querySelectorAll("input")) {
      input.disabled = !(input.value in indicator.levels);
      input.checked = input.value === level.level;
    }
    this.levels.hidden = this.config.levels.length < 2;
    this.reason.textContent = missing.length ? indicator.missing : "";
    this.reason.hidden = !missing.length;
  }

  #shows({ indicator, gap, level }) {
    const possible = !indicator.circles && level.level !== "departement";
    const [value, other] = this.shows.querySelectorAll("input");
    [value.checked, other.checked, other.disabled] = [!gap, gap, !possible];
    other.parentElement.title = possible ? `Écart avec ${this.config.subject}` : "L’écart n’a pas de sens pour un effectif";
  }
}

/** @returns {import("./combobox.mjs").Option[]} */
const indicatorsOf = ({ indicators, themes, natures }) =>
  indicators.map(({ slug, title, theme, nature }) => ({ value: slug, label: title, group: themes[theme], detail: natures[nature] }));

/** What a field may become. @param {any} field @returns {Change[]} */
function valuesOf(field) {
  if (field.options) return [...field.options].map(({ value }) => ({ [field.id]: value }));
  const inputs = [...field.querySelectorAll("input:enabled:not(:checked)")];
  return inputs.map(({ type, name, value }) => ({ [name]: type === "checkbox" ? "oui" : value }));
}

function segments(name, title, options, onChange) {
  const choices = options.map(([value, text, reason]) =>
    element(
      "label",
      reason ? { title: reason } : {},
      element("input", { type: "radio", name, value, onchange: () => onChange({ [name]: value }) }),
      element("span", {}, text),
    ),
  );
  return element("fieldset", { class: "segments" }, element("legend", {}, title), element("div", {}, ...choices));
}

function select(name, title, options, onChange) {
  const choices = options.map(([value, text]) => element("option", { value }, String(text)));
  return element(
    "div",
    { class: "field" },
    element("label", { for: name }, title),
    element("select", { id: name, onchange: (event) => onChange({ [name]: event.target.value }) }, ...choices),
  );
}
