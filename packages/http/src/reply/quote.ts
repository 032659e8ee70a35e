import type { BrokenRule } from '@subuser/core';

const longestText = 300;
const mostFields = 20;

/** As long as a piece of a secret may be, at most, for it to be shown. */
const longestPiece = 7;

/** What remains of a text when case, escapes and whatever separates are taken away. */
function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

function decodedUrl(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A value as it may come back: as it is, and in base64, whose characters depend on how many precede it. */
function formsOf(value: string): string[] {
  const inBase64 = ['', '-', '--'].map((before) => {
    const text = Buffer.from(before + value).toString('base64url');
    return text.slice(before.length === 0 ? 0 : before.length + 1, -1);
  });
  return [value, Buffer.from(value).toString('hex'), ...inBase64].map(bare);
}

/** Whether the text has the value or a piece of it, in any case, escaped, or in base64 or hexadecimal. */
function contains(text: string, value: string): boolean {
  if (value === '') return false;
  if (text.includes(value)) return true;
  const searched = [bare(text), bare(decodedUrl(text))];
  return formsOf(value).some((form) => {
    const length = Math.min(form.length, longestPiece + 1);
    if (length === 0) return false;
    for (let at = 0; at + length <= form.length; at += 1)
      if (searched.some((each) => each.includes(form.slice(at, at + length)))) return true;
    return false;
  });
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
