import { isJsonObject, type JsonObject } from '../../server/map-objects.ts';
import { invalid } from '../refusal.ts';
import type { BrokenField } from './error-reply.ts';

const isText = (value: unknown): value is string => typeof value === 'string';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const areBooleans = (value: unknown): value is Record<string, boolean> =>
  isJsonObject(value) && Object.values(value).every((item) => isBoolean(item));
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;

/**
 * Reads the fields of a body one by one and collects the broken ones, so that one error reports them all. A missing field
 * reads as undefined, and so does `null`, whose meaning is undocumented. Ignores unknown keys.
 */
export class BodyFields {
  readonly #body: JsonObject;
  readonly #broken: BrokenField[] = [];

  constructor(body: JsonObject) {
    this.#body = body;
  }

  /** Throws 422 if any field read so far is broken. */
  check(): void {
    if (this.#broken.length > 0) throw invalid(this.#broken);
  }

  text(key: string): string | undefined {
    return this.#read(key, isText, 'string_type', 'Input should be a valid string');
  }

  /** Text that is not blank. */
  filledText(key: string): string | undefined {
    const text = this.text(key);
    if (text?.trim() === '') this.#reject(key, 'string_too_short', 'String should have at least 1 character');
    return text;
  }

  requiredText(key: string): string {
    if (this.#given(key) === undefined) this.#reject(key, 'missing', 'Field required');
    return this.filledText(key) ?? '';
  }

  /** Text that matches a pattern. */
  textLike(key: string, pattern: RegExp, expectation: string): string | undefined {
    const text = this.text(key);
    if (text !== undefined && !pattern.test(text)) this.#reject(key, 'string_pattern_mismatch', expectation);
    return text;
  }

  email(key: string): string | undefined {
    const text = this.text(key);
    if (text !== undefined && !email.test(text)) this.#reject(key, 'value_error', 'value is not a valid email address');
    return text;
  }

  integer(key: string): number | undefined {
    return this.#read(key, isCount, 'int_type', 'Input should be a valid integer, 0 or more');
  }

  boolean(key: string): boolean | undefined {
    return this.#read(key, isBoolean, 'bool_type', 'Input should be a valid boolean');
  }

  choice<Choice extends string>(key: string, choices: readonly Choice[]): Choice | undefined {
    const isChoice = (value: unknown): value is Choice => choices.some((choice) => choice === value);
    return this.#read(key, isChoice, 'enum', `Input should be one of: ${choices.join(', ')}`);
  }

  booleans(key: string): Readonly<Record<string, boolean>> | undefined {
    return this.#read(key, areBooleans, 'dict_type', 'Input should be an object of booleans');
  }

  #read<Value>(
    key: string,
    fits: (value: unknown) => value is Value,
    type: string,
    expectation: string,
  ): Value | undefined {
    const value = this.#given(key);
    if (value === undefined) return undefined;
    if (fits(value)) return value;
    this.#reject(key, type, expectation);
    return undefined;
  }

  #given(key: string): unknown {
    return this.#body[key] ?? undefined;
  }

  #reject(key: string, type: string, msg: string): void {
    this.#broken.push({ type, loc: ['body', key], msg });
  }
}
