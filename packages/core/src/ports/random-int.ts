import { randomInt } from 'node:crypto';

/** A uniformly random integer from 0 to `below` - 1: the source of jitter, nonces and passwords. */
export type RandomInt = (below: number) => number;

export const systemRandomInt: RandomInt = (below) => randomInt(below);

/** A string of `length` characters, each drawn uniformly from the alphabet. */
export function randomString(alphabet: string, length: number, random: RandomInt): string {
  return Array.from({ length }, () => alphabet.charAt(random(alphabet.length))).join('');
}
