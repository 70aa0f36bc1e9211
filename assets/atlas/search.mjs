// @ts-check
/** The search of a folder of files: the same index as on the server, filtered in the page. */
import { plain } from "../map/dom.mjs";

/** @param {HTMLElement|null} list the whole index; a server has already kept what was asked for */
export function answer(list) {
  const asked = new URLSearchParams(location.search).get("q");
  const entries = [...(list?.querySelectorAll("li[data-words]") ?? [])];
  if (!asked || !entries.length) return;
  const words = plain(asked).replace(/['’]/g, " ").split(/\s+/).filter(Boolean);
  const found = entries.filter((entry) => holds(entry, words));
  list.replaceChildren(...found.sort((a, b) => inTitle(b, words) - inTitle(a, words)));
  document.querySelector("#consigne").textContent = `${found.length} ${found.length < 2 ? "réponse" : "réponses"} pour «\u00a0${asked}\u00a0».`;
  document.querySelector("#q").value = asked;
}

function holds(entry, words) {
  const text = ` ${plain(entry.textContent)} ${entry.dataset.words}`;
  return words.every((word) => text.includes(` ${word}`) || text.includes(`-${word}`));
}

const inTitle = (entry, words) => words.filter((word) => plain(entry.textContent).includes(word)).length;
