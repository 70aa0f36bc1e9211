// @ts-check
/** What may be chosen next is made ready before it is: one choice after the other, so that what is chosen waits for one at most. */

export class Ahead {
  /** @param {(changes: any) => Promise<any>} prepare a failure will be told when the choice is made */
  constructor(prepare) {
    this.prepare = prepare;
    /** @type {any[]} */
    this.waiting = [];
    this.working = false;
  }

  /** The likeliest first; what still waits from before is forgotten. @param {any[]} choices */
  consider(choices) {
    this.waiting = [...choices];
    if (!this.working) this.#work();
  }

  async #work() {
    this.working = true;
    while (this.waiting.length) await this.prepare(this.waiting.shift()).catch(() => {});
    this.working = false;
  }
}
