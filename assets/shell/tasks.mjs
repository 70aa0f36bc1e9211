// @ts-check
/** Documents that take time: a link asks for one, says how far it is, offers to cancel, hands the file over. */

const EVERY = 300; // ms between two looks
const FAILED = "Le document n’a pas pu être demandé. Réessayez dans un instant.";

/**
 * @typedef {{nom: string, etat: string, mots: string, part: number, devant: number, fichier: string|null}} Task
 */

/** A link marked `data-task` works without this script: the server then answers once the file is made. */
export function followTasks() {
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest?.("a[data-task]");
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!link.hasAttribute("aria-disabled")) new Following(link).start();
  });
}

/** One document on its way, beside the link that asked for it. */
class Following {
  /** @param {HTMLAnchorElement} link */
  constructor(link) {
    this.link = link;
    this.place = document.createElement("span");
    this.place.className = "task";
    this.words = Object.assign(document.createElement("span"), { role: "status" });
    this.bar = Object.assign(document.createElement("progress"), { max: 1, value: 0, ariaLabel: "Avancement" });
    this.stop = Object.assign(document.createElement("button"), { type: "button", textContent: "Annuler" });
    this.stop.addEventListener("click", () => this.cancel());
    this.place.append(this.bar, this.words, this.stop);
    this.cancelled = false;
  }

  async start() {
    const host = this.link.closest("details.menu") ?? this.link;
    host.parentElement?.querySelector(".task")?.remove();
    host.after(this.place);
    this.link.setAttribute("aria-disabled", "true");
    this.say("Demande envoyée");
    try {
      let task = await this.ask();
      while (task.etat === "attente" || task.etat === "cours") {
        this.tell(task);
        await new Promise((resume) => setTimeout(resume, EVERY));
        task = await answered(await fetch(`/taches/${task.nom}`));
      }
      this.end(task);
    } catch (error) {
      this.close(error instanceof Refusal ? error.message : FAILED);
    }
  }

  /** @returns {Promise<Task>} */
  async ask() {
    const body = JSON.stringify({ adresse: this.link.pathname });
    const headers = { "Content-Type": "application/json" };
    const task = await answered(await fetch("/taches", { method: "POST", headers, body }));
    this.name = task.nom;
    if (this.cancelled) await this.cancel();
    return task;
  }

  async cancel() {
    this.cancelled = true;
    if (this.name) await fetch(`/taches/${this.name}`, { method: "DELETE" });
  }

  /** @param {Task} task */
  tell(task) {
    this.bar.value = task.part;
    this.say(task.devant ? `En attente\u202f: ${task.devant} avant celui-ci` : task.mots);
  }

  /** @param {Task} task */
  end(task) {
    if (!task.fichier) return this.close(task.mots);
    this.close("Document prêt\u202f: il se télécharge");
    Object.assign(document.createElement("a"), { href: task.fichier, download: "" }).click();
  }

  /** The words stay, for whoever comes back to them. @param {string} words */
  close(words) {
    const focused = this.place.contains(document.activeElement);
    this.bar.remove();
    this.stop.remove();
    this.link.removeAttribute("aria-disabled");
    this.say(words);
    if (focused) this.link.focus();
  }

  /** Said once, however often it is looked at. @param {string} words */
  say(words) {
    if (this.words.textContent !== words) this.words.textContent = words;
  }
}

class Refusal extends Error {}

/** @param {Response} response @returns {Promise<Task>} */
async function answered(response) {
  const said = await response.json();
  if (!response.ok) throw new Refusal(said.error.message);
  return said;
}
