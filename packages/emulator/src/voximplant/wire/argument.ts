import { Refusal } from '../refusal.ts';
import type { Parameters } from './parameters.ts';

/** Refuses an absent parameter (134). An empty one is present: it clears a description. */
export function given(parameters: Parameters, name: string): string {
  const value = parameters.get(name);
  if (value === undefined) throw new Refusal(134, name);
  return value;
}

/** Refuses a parameter that is absent or empty (134). */
export function filled(parameters: Parameters, name: string): string {
  const value = given(parameters, name);
  if (value === '') throw new Refusal(134, name);
  return value;
}

/** A decimal number without a sign; undefined if the parameter is absent or empty. Refuses anything else (101). */
export function integer(parameters: Parameters, name: string): number | undefined {
  const value = parameters.get(name) ?? '';
  if (value === '') return undefined;
  if (!/^\d{1,15}$/.test(value)) throw new Refusal(101, name);
  return Number(value);
}

/** Like `integer`, but refuses an absent or empty parameter (134). */
export function requiredInteger(parameters: Parameters, name: string): number {
  const value = integer(parameters, name);
  if (value === undefined) throw new Refusal(134, name);
  return value;
}

/** The official Python client sends `with_roles=True` (voximplant.md [C]); the .NET client sends numbers. */
const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
  ['', false],
]);

/** False if the parameter is absent or empty; ignores case. Refuses what no official client sends (101). */
export function flag(parameters: Parameters, name: string): boolean {
  const value = booleans.get((parameters.get(name) ?? '').toLowerCase());
  if (value === undefined) throw new Refusal(101, name);
  return value;
}

/**
 * Items joined by `;` in one parameter (seed 004); undefined if there are none. We assume that blanks around an item and empty
 * items are ignored.
 */
export function list(parameters: Parameters, name: string): readonly string[] | undefined {
  const items = (parameters.get(name) ?? '').split(';').map((item) => item.trim());
  const filledItems = items.filter((item) => item !== '');
  return filledItems.length === 0 ? undefined : filledItems;
}
