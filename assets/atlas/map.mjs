// @ts-check
/** A map drawn on the server, brought to life: a card under the pointer, and the walk from region to region. */
import { spotFor } from "../map/card.mjs";
import { element, shape } from "../map/dom.mjs";
import { listen } from "../map/keyboard.mjs";

const HELP = "Flèches\u00a0: territoire voisin. Entrée\u00a0: ouvrir le portrait, ou la ligne du tableau. Échap\u00a0: quitter la carte.";

/** @param {SVGSVGElement} svg */
export function enliven(svg) {
  const place = svg.parentElement;
  const regions = [...svg.querySelectorAll(".regions path")];
  const name = svg.getAttribute("aria-labelledby").split("-titre")[0];
  const rows = new Map([...document.querySelectorAll(`table[data-map="${name}"] tr[data-code]`)].map((row) => [row.dataset.code, row]));
  const circles = new Map([...svg.querySelectorAll(".circles circle")].map((circle) => [circle.dataset.code, circle]));
  const map = { place, svg, regions, rows, active: -1, ring: shape("path", { class: "active" }), casing: shape("path", { class: "active-casing" }) };
  map.card = element("div", { class: "map-card", hidden: true });
  map.voice = element("p", { class: "visually-hidden", "aria-live": "polite" });
  svg.querySelectorAll(".regions title, .circles title").forEach((title) => title.remove());
  svg.insertBefore(map.casing, svg.querySelector(".names"));
  svg.insertBefore(map.ring, svg.querySelector(".names"));
  describe(map, name);
  follow(map, circles);
}

/** One tab stop, with its name and how to use it. */
function describe({ place, svg, card, voice }, name) {
  const help = element("p", { class: "visually-hidden", id: `${name}-aide` }, HELP);
  const labels = { role: "application", "aria-roledescription": "carte", "aria-labelledby": `${name}-titre`, "aria-describedby": `${name}-aide`, tabindex: "0" };
  Object.entries(labels).forEach(([attribute, value]) => place.setAttribute(attribute, value));
  svg.setAttribute("aria-hidden", "true");
  place.append(help, card, voice);
}

function follow(map, circles) {
  const { place, regions } = map;
  const index = new Map(regions.map((region, i) => [region.dataset.code, i]));
  const at = (event) => index.get(event.target.dataset?.code) ?? -1;
  const moves = map.svg.dataset.moves.split(";").map((steps) => steps.split(",").map(Number));
  place.addEventListener("pointermove", (event) => event.pointerType !== "touch" && show(map, at(event)));
  place.addEventListener("pointerleave", () => show(map, -1));
  place.addEventListener("click", (event) => (event.pointerType === "touch" ? show(map, at(event)) : open(map, at(event))));
  listen(place, {
    geometry: () => ({ moves, codes: regions }),
    active: () => map.active,
    start: () => middle(map),
    go: (i) => show(map, i, true),
    choose: (i) => open(map, i),
  });
  circles.forEach((circle) => (circle.style.cursor = "pointer"));
}

/** The region whose box is nearest to the middle of the map. */
function middle({ svg, regions }) {
  const { width, height } = svg.viewBox.baseVal;
  const far = (region) => {
    const box = region.getBBox();
    return Math.hypot(box.x + box.width / 2 - width / 2, box.y + box.height / 2 - height / 2);
  };
  return regions.reduce((best, region, i) => (far(region) < far(regions[best]) ? i : best), 0);
}

function show(map, i, aloud = false) {
  map.active = i;
  const path = map.regions[i]?.getAttribute("d") ?? "";
  map.ring.setAttribute("d", path);
  map.casing.setAttribute("d", path);
  map.place.classList.toggle("walking", aloud && i >= 0);
  map.card.hidden = i < 0;
  if (i < 0) return;
  const words = wordsOf(map.rows.get(map.regions[i].dataset.code));
  map.card.replaceChildren(element("p", { class: "card-name" }, words.name), element("p", {}, words.value), ...(words.quality ? [element("p", { class: "card-quality" }, words.quality)] : []));
  if (aloud) map.voice.textContent = [words.name, words.value, words.quality].filter(Boolean).join(", ");
  spot(map, map.regions[i]);
}

/** What the table says of a territory. */
function wordsOf(row) {
  const cells = [...row.cells].map((cell) => cell.textContent);
  const rank = cells[2] === "–" ? "" : `rang ${cells[2]}`;
  const quality = cells.at(-1) === "fragile" ? "valeur fragile" : "";
  return { name: cells[0], value: [cells[1], rank].filter(Boolean).join(" · "), quality };
}

/** The card beside its region, inside the frame of the map; on a phone, its place is set by the style sheet. */
function spot({ place, card }, region) {
  if (getComputedStyle(card).position === "fixed") return;
  const frame = place.getBoundingClientRect();
  const box = region.getBoundingClientRect();
  const around = { left: box.left - frame.left, right: box.right - frame.left, top: box.top - frame.top, bottom: box.bottom - frame.top };
  const size = { width: card.offsetWidth, height: card.offsetHeight };
  const { left, top } = spotFor(size, around, frame, () => 0);
  card.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}

/** The territory's portrait, or its row in the table. */
function open({ regions, rows }, i) {
  const row = rows.get(regions[i]?.dataset.code);
  if (!row) return;
  const link = row.querySelector("a");
  if (link) {
    location.assign(link.href);
    return;
  }
  row.closest("details").open = true;
  document.querySelectorAll("tr.chosen").forEach((other) => other.classList.remove("chosen"));
  row.classList.add("chosen");
  row.tabIndex = -1;
  row.focus();
}
