// @ts-check
/** What a page lets one take away by copying: its link, its sentence, its table, its frame. Files are plain links. */

const LASTING = 2000; // ms
const THOUSANDS = /(\d)[\u202f\u00a0 ](?=\d{3}(?!\d))/g;
const SAID = {
  link: "Lien copié",
  sentence: "Phrase copiée",
  table: "Tableau copié",
  frame: "Code copié\u202f: il s’affiche sur les sites admis par le réglage OBSERVATORY_CADRES",
};

/** Listen to every « Copier » of the document, present and to come. */
export function letTakeAway() {
  document.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-copy]");
    if (button instanceof HTMLButtonElement) copy(button);
  });
}

/** @param {HTMLButtonElement} button */
async function copy(button) {
  const place = /** @type {HTMLElement} */ (button.closest(".takeaway"));
  const what = button.dataset.copy ?? "link";
  const done = await write(COPIED[what](place, button.dataset.from)).then(
    () => SAID[what],
    () => "Le navigateur a refusé la copie",
  );
  say(button, place.querySelector("[role=status]"), done);
}

const COPIED = {
  link: (place) => ({ text: place.dataset.link ?? location.href }),
  sentence: (place, from) => ({ text: [...texts(from), sourceOf(place)].filter(Boolean).join(" ") }),
  table: (place, from) => tables(/** @type {any} */ ([...document.querySelectorAll(from)]), place),
  frame: (place) => ({
    text: `<iframe src="${place.dataset.frame}" title="${document.title}" width="100%" height="720" loading="lazy"></iframe>`,
  }),
};

const texts = (from) => [...document.querySelectorAll(from)].map((node) => node.innerText.trim());

const sourceOf = ({ dataset: { source } }) => (source ? `Source\u202f: ${source}.` : "");

/** For a spreadsheet as tabs, for a document as a table, each with what it shows and where it comes from. */
function tables(found, place) {
  const title = [document.querySelector("h1"), document.querySelector(".subtitle")].map((node) => node?.textContent ?? "");
  const rows = found.flatMap((table) => [...table.rows].map((row) => [...row.cells].map(cellText)));
  const about = [sourceOf(place), location.href].filter(Boolean);
  const text = [...title, ...rows.map((row) => row.join("\t")), ...about].join("\n");
  const lines = rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`);
  const [head, ...foot] = [title.join(", "), ...about].map((line) => `<p>${escaped(line)}</p>`);
  return { text, html: `${head}<table border="1">${lines.join("")}</table>${foot.join("")}` };
}

/** On one line; numbers as a spreadsheet reads them, without spaces between thousands; what is out of sight has no innerText. */
const cellText = (cell) => (cell.innerText || partsOf(cell)).trim().replace(/\s*\n\s*/g, " · ").replace(/\t/g, " ").replace(THOUSANDS, "$1");

const partsOf = (cell) => [...cell.childNodes].map((part) => part.textContent.trim()).join("\n");

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** @param {{text: string, html?: string}} content */
function write({ text, html }) {
  if (!html) return navigator.clipboard.writeText(text);
  const forms = { "text/plain": text, "text/html": html };
  const blobs = Object.entries(forms).map(([type, form]) => [type, new Blob([form], { type })]);
  return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}

/** On the button for the eyes, beside it for the ears. */
function say(button, status, words) {
  const label = button.dataset.label ?? button.textContent;
  button.dataset.label = label;
  button.textContent = words.split("\u202f:")[0];
  status.textContent = words;
  clearTimeout(button.timer);
  button.timer = setTimeout(() => (button.textContent = label), LASTING);
}
