import type { BrokenRule } from '@subuser/core';

const longestText = 300;
const mostFields = 20;

/** Whether the text contains the value, as it is or as it was in the body that was sent. */
function contains(text: string, value: string): boolean {
  return value !== '' && (text.includes(value) || text.includes(JSON.stringify(value).slice(1, -1)));
}

/** A carrier's words in one line of sane length, without tokens; `undefined` where they echo what is confidential. */
export function quote(text: string | undefined, confidential: readonly string[]): string | undefined {
  if (text === undefined || confidential.some((value) => contains(text, value))) return undefined;
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').replaceAll(/eyJ[\w-]+(\.[\w-]*)*/gu, '[token]');
  const characters = Array.from(line.trim());
  if (characters.length === 0) return undefined;
  return characters.length > longestText ? `${characters.slice(0, longestText).join('')}…` : characters.join('');
}

export function quoteFields(fields: readonly BrokenRule[], confidential: readonly string[]): BrokenRule[] {
  return fields.slice(0, mostFields).map(({ field, rule }) => ({
    field: quote(field, confidential) ?? 'input',
    rule: quote(rule, confidential) ?? 'breaks a rule',
  }));
}
