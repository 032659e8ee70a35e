import { type SubUser, SubUserError, type SubUsers } from '@subuser/core';
import { persist } from './step-failure.ts';

interface Parts {
  target: Pick<SubUsers, 'findAttempts' | 'get' | 'delete'>;
  signal?: AbortSignal | undefined;
}

/** The attempts that earlier runs left open. One reading of the list finds what all of them created. */
export class EarlierAttempts {
  readonly #parts: Parts;
  readonly #nonces: ReadonlySet<string>;
  #reading: Promise<ReadonlyMap<string, SubUser>> | undefined;

  constructor(parts: Parts, nonces: readonly string[]) {
    this.#parts = parts;
    this.#nonces = new Set(nonces);
  }

  /** The sub-users that these attempts created. If reading the list fails, the next call reads it again. */
  async find(nonces: readonly string[]): Promise<SubUser[]> {
    if (!nonces.some((nonce) => this.#nonces.has(nonce))) return [];
    const { target, signal } = this.#parts;
    this.#reading ??= target.findAttempts([...this.#nonces], { signal, waitForLate: true });
    try {
      const found = await this.#reading;
      return nonces.flatMap((nonce) => found.get(nonce) ?? []);
    } catch (error) {
      this.#reading = undefined;
      throw error;
    }
  }

  /** Deletes what these attempts created, since nobody holds its secret. Returns the attempts that are still open. */
  async remove(nonces: readonly string[]): Promise<string[]> {
    const left = nonces.filter((nonce) => !this.#nonces.has(nonce));
    for (const nonce of nonces)
      for (const { id } of await this.find([nonce])) if (!(await this.#delete(id))) left.push(nonce);
    return left;
  }

  /** Whether it is certainly gone. A carrier's “deleted” and “not found” are both checked. */
  async #delete(id: string): Promise<boolean> {
    const { target, signal } = this.#parts;
    try {
      await persist(() => target.delete(id, { signal }));
    } catch (error) {
      if (!SubUserError.is(error, 'not-found')) throw error;
    }
    try {
      await target.get(id, { signal });
      return false;
    } catch (error) {
      if (SubUserError.is(error, 'not-found')) return true;
      throw error;
    }
  }
}
