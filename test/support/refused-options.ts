import { SubUserError } from '@subuser/core';
import { expect } from 'vitest';
import { printed } from './printed.ts';

/** Planted in every value, right or wrong; no error may show it. */
export const marker = 'MARKER7f3a';

/** The error with which these options are refused; fails if they are accepted. */
export function refusalOf(create: (options: never) => unknown, options: unknown): SubUserError {
  try {
    create(options as never);
  } catch (error) {
    if (SubUserError.is(error, 'invalid-argument')) return error;
    throw error;
  }
  throw new Error('They were accepted');
}

export function expectNothingShown(error: SubUserError, secrets: readonly string[] = []): void {
  const shown = printed(error);
  expect([marker, ...secrets].filter((secret) => shown.includes(secret))).toEqual([]);
}

/** Each misfit by its field and the environment variable in its message. */
export function namedIn(error: SubUserError): string[] {
  return (error.detail.fields ?? []).map(({ field, rule }) => {
    const [variable = 'no variable'] = /\b[A-Z]+_[A-Z_]+/u.exec(rule) ?? [];
    expect(error.message).toContain(`${field}: ${rule}`);
    return `${field} ${variable}`;
  });
}
