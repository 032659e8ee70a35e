import { Refusal } from '../refusal.ts';
import { integer } from './argument.ts';
import type { Parameters } from './parameters.ts';

/**
 * Neither number is documented for GetSubUsers and GetKeys. Other lists of the same API document a default of 20; the limit
 * of 1,000 is this emulator's own, so that no client can rely on getting as many rows as it requested.
 */
const defaultCount = 20;
const maximumCount = 1000;

export interface PageArgument {
  readonly offset: number;
  readonly count: number;
}

/** Refuses a `count` of 0 and anything but a number (101); lowers a `count` above the limit to it. */
export function pageGiven(parameters: Parameters): PageArgument {
  const count = integer(parameters, 'count') ?? defaultCount;
  if (count === 0) throw new Refusal(101, 'count');
  return { offset: integer(parameters, 'offset') ?? 0, count: Math.min(count, maximumCount) };
}
