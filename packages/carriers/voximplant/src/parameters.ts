import { type BrokenRule, Secret } from '@subuser/core';
import { type DecimalId, isDecimalId } from './decimal-id.ts';
import { fieldOf } from './field-names.ts';

/** One documented parameter, encoded for the wire, or with the rule that it breaks. */
export interface Parameter {
  name: string;
  /** `undefined`: left out. */
  value: string | undefined;
  /** It contains a secret, which keeps it out of the URL. */
  confidential?: true;
  broken?: string;
}

const decimalRule = 'must be a decimal number above 0 of at most 16 digits';

export function id(name: string, value: DecimalId | undefined): Parameter {
  if (value === undefined) return { name, value };
  const text = String(value);
  return isDecimalId(value) ? { name, value: text } : { name, value: text, broken: decimalRule };
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/iu;

/** A key is named by a UUID (voximplant.md, credentials.json). */
export function keyId(name: string, value: string | undefined): Parameter {
  if (value === undefined || uuid.test(value)) return { name, value };
  return { name, value, broken: 'must be the UUID of a key' };
}

/** Refuses a missing value: without its id a call would be about everything, or nothing. */
export function required(parameter: Parameter): Parameter {
  return parameter.value === undefined ? { ...parameter, broken: 'must be given' } : parameter;
}

/** A number of rows: an integer from 0. */
export function count(name: string, value: number | undefined): Parameter {
  if (value === undefined) return { name, value };
  const text = String(value);
  return /^\d{1,15}$/u.test(text) ? { name, value: text } : { name, value: text, broken: 'must be an integer from 0' };
}

/** Text that may be empty where `blank` is `allowed`; `isWellFormed` is younger than the oldest Node that we run on. */
export function text(name: string, value: string | undefined, blank: 'allowed' | 'refused' = 'refused'): Parameter {
  if (value === undefined) return { name, value };
  if (value === '' && blank === 'refused') return { name, value, broken: 'must not be empty' };
  return /\p{Surrogate}/u.test(value) ? { name, value, broken: 'must be well-formed Unicode' } : { name, value };
}

export function secret(name: string, value: string | Secret | undefined): Parameter {
  const plain = value instanceof Secret ? value.reveal() : value;
  return { ...text(name, plain), confidential: true };
}

export function flag(name: string, value: boolean | undefined): Parameter {
  return { name, value: value === undefined ? undefined : String(value) };
}

/** A list is one parameter joined by `;` (seed 004), which nothing can escape. An empty list is left out. */
function list(name: string, elements: readonly Parameter[] | undefined): Parameter {
  if (elements === undefined || elements.length === 0) return { name, value: undefined };
  const value = elements.map((element) => element.value).join(';');
  const broken = elements.find((element) => element.broken !== undefined)?.broken;
  if (broken !== undefined) return { name, value, broken: `each ${broken}` };
  if (elements.some((element) => element.value?.includes(';')))
    return { name, value, broken: 'must not have a semicolon in an element' };
  return { name, value };
}

export function ids(name: string, values: readonly DecimalId[] | undefined): Parameter {
  return list(
    name,
    values?.map((value) => id(name, value)),
  );
}

export function words(name: string, values: readonly string[] | undefined): Parameter {
  return list(
    name,
    values?.map((value) => text(name, value)),
  );
}

/** Every rule that the parameters break, under the model's names. */
export function brokenParameters(parameters: readonly Parameter[]): BrokenRule[] {
  return parameters.flatMap(({ name, broken }) =>
    broken === undefined ? [] : [{ field: fieldOf(name), rule: broken }],
  );
}
