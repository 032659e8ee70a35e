import type { SubUserId } from '@subuser/core';
import type { CredentialSink } from './credential-sink.ts';
import type { SealedLine } from './sealed-line.ts';

/**
 * Reads the lines of a sink while the entries of its journal are read. A line is older than the end of its step, and both
 * files are in about the same order, so the sink is read only as far as needed, and a line is kept until its step is done.
 */
export class SealedLinesByStep {
  readonly #batches: AsyncIterator<readonly SealedLine[]>;
  readonly #byStep = new Map<SubUserId, SealedLine[]>();
  readonly #plan: string;

  constructor(sink: Pick<CredentialSink, 'lines'>, planDigest: string) {
    this.#plan = planDigest;
    this.#batches = sink.lines()[Symbol.asyncIterator]();
  }

  /** True if this target of the step was read; its line, and older lines of the step, are then forgotten. */
  take(step: SubUserId, target: SubUserId): boolean {
    const lines = this.#byStep.get(step);
    if (lines === undefined) return false;
    const index = lines.findIndex((line) => line.target === target);
    if (index < 0) return false;
    if (index === lines.length - 1) this.#byStep.delete(step);
    else lines.splice(0, index + 1);
    return true;
  }

  /** Reads more lines and keeps those of the plan's wanted steps; false at the end. Older lines name no plan. */
  async readOn(isWanted: (step: SubUserId) => boolean = () => true): Promise<boolean> {
    const { value, done } = await this.#batches.next();
    if (done) return false;
    for (const { plan = this.#plan, ...line } of value) {
      if (plan !== this.#plan || !isWanted(line.step)) continue;
      const lines = this.#byStep.get(line.step);
      if (lines) lines.push(line);
      else this.#byStep.set(line.step, [line]);
    }
    return true;
  }

  /** The lines of a step that were read and not taken, in order. */
  of(step: SubUserId): readonly SealedLine[] {
    return this.#byStep.get(step) ?? [];
  }
}
