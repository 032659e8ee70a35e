import { InvalidArgumentError } from 'commander';

/** A whole number from 1, for options that say how many at once. */
export function parseCount(text: string): number {
  if (/^[1-9]\d{0,5}$/u.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1.');
}

/** A number above 0, for options that say how many a second. */
export function parseRate(text: string): number {
  const rate = Number(text);
  if (rate > 0 && Number.isFinite(rate)) return rate;
  throw new InvalidArgumentError('It must be a number above 0.');
}
