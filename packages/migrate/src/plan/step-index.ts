import type { SubUserId } from '@subuser/core';
import type { PlanStep } from './plan.ts';

/** The place of each step in its plan, by id. A `Map` of a million entries takes tens of megabytes; this takes eight. */
export class StepIndex {
  readonly #steps: readonly PlanStep[];
  /** A hash table of places, counted from 1; an empty slot is 0. Made when it is first needed. */
  #slots = new Int32Array(0);
  /** A journal has its steps in about the order of the plan, so the step after the last found is usually the next one. */
  #next = 0;

  constructor(steps: readonly PlanStep[]) {
    this.#steps = steps;
  }

  of(id: SubUserId): number | undefined {
    while (this.#steps[this.#next]?.action === 'none' || this.#steps[this.#next]?.action === 'blocked') this.#next += 1;
    const place = this.#steps[this.#next]?.id === id ? this.#next : this.#find(id);
    if (place !== undefined) this.#next = place + 1;
    return place;
  }

  #find(id: SubUserId): number | undefined {
    if (this.#slots.length === 0) {
      this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(this.#steps.length * 2 + 1)));
      for (const [place, step] of this.#steps.entries()) this.#slots[this.#slotOf(step.id)] = place + 1;
    }
    const found = this.#slots[this.#slotOf(id)] ?? 0;
    return found === 0 ? undefined : found - 1;
  }

  /** The slot of this id, or the empty one where it belongs. */
  #slotOf(id: SubUserId): number {
    const slots = this.#slots;
    let hash = 0;
    for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
    for (let slot = hash >>> 1; ; slot += 1) {
      slot %= slots.length;
      const place = slots[slot] ?? 0;
      if (place === 0 || this.#steps[place - 1]?.id === id) return slot;
    }
  }
}
