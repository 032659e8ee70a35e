import type { SubUserId } from '@subuser/core';
import type { CredentialSink } from './credential-sink.ts';
import type { SealedLine } from './sealed-line.ts';

/**
 * The lines of a sink beside the entries of a journal. Each is older than the end of its step, and both are in about one
 * order, so it is read only as far as it is asked for, and lines are kept until their step is done.
 */
export class SealedLinesByStep {
  readonly #batches: AsyncIterator<readonly SealedLine[]>;
  readonly #byStep = new Map<SubUserId, SealedLine[]>();

  constructor(sink: Pick<CredentialSink, 'lines'>) {
    this.#batches = sink.lines()[Symbol.asyncIterator]();
  }

  /** Whether this target of the step is among what was read; its line, and what is older of the step, is then forgotten. */
  take(step: SubUserId, target: SubUserId): boolean {
    const lines = this.#byStep.get(step);
    if (lines === undefined) return false;
    const index = lines.findIndex((line) => line.target === target);
    if (index < 0) return false;
    if (index === lines.length - 1) this.#byStep.delete(step);
    else lines.splice(0, index + 1);
    return true;
  }

  /** Reads on, for the steps that are asked about; false at the end. */
  async readOn(isWanted: (step: SubUserId) => boolean = () => true): Promise<boolean> {
    const { value, done } = await this.#batches.next();
    if (done) return false;
    for (const line of value) {
      if (!isWanted(line.step)) continue;
      const lines = this.#byStep.get(line.step);
      if (lines) lines.push(line);
      else this.#byStep.set(line.step, [line]);
    }
    return true;
  }

  /** What was read of a step, in order. */
  of(step: SubUserId): readonly SealedLine[] {
    return this.#byStep.get(step) ?? [];
  }
}
