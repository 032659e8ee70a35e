import { randomInt } from 'node:crypto';

/** A uniformly random integer from 0 to `below` - 1. Jitter, nonces and passwords all come from it. */
export type RandomInt = (below: number) => number;

export const systemRandomInt: RandomInt = (below) => randomInt(below);

/** A string of `length` characters, each drawn evenly from the alphabet. */
export function randomString(alphabet: string, length: number, random: RandomInt): string {
  return Array.from({ length }, () => alphabet.charAt(random(alphabet.length))).join('');
}
