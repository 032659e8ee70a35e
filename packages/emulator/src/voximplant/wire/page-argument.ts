import { Refusal } from '../refusal.ts';
import { integer } from './argument.ts';
import type { Parameters } from './parameters.ts';

/**
 * Neither number is documented for GetSubUsers and GetKeys. 20 is what other lists of the same API state as their default;
 * 1,000 is this emulator's own limit, there so that a client cannot rely on getting as many as it asked for.
 */
const defaultCount = 20;
const maximumCount = 1000;

export interface PageArgument {
  readonly offset: number;
  readonly count: number;
}

/** Refuses a `count` of 0 and anything that is no number (101); a larger `count` than the limit is lowered to it. */
export function pageGiven(parameters: Parameters): PageArgument {
  const count = integer(parameters, 'count') ?? defaultCount;
  if (count === 0) throw new Refusal(101, 'count');
  return { offset: integer(parameters, 'offset') ?? 0, count: Math.min(count, maximumCount) };
}
