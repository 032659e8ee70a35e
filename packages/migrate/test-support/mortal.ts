/** What happens to bytes that were written but not flushed when their process or machine dies. */
export type Unflushed = 'lost' | 'torn' | 'kept';

export class Death extends Error {}

/** One process, which dies at the n-th point where that matters. After that nothing it does has any effect. */
export class Mortal {
  points = 0;
  isDead = false;
  readonly #dieAt: number;
  readonly #onDeath: (() => void)[] = [];

  constructor(dieAt: number = Number.POSITIVE_INFINITY) {
    this.#dieAt = dieAt;
  }

  onDeath(act: () => void): void {
    this.#onDeath.push(act);
  }

  checkAlive(): void {
    if (this.isDead) throw new Death('the process is dead');
  }

  die(): never {
    this.isDead = true;
    for (const act of this.#onDeath) act();
    throw new Death('the process died');
  }

  point(): void {
    this.checkAlive();
    this.points += 1;
    if (this.points === this.#dieAt) this.die();
  }
}
