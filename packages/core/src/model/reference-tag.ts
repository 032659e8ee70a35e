import * as z from 'zod';
import { randomString, type RandomInt } from '../ports/random-int.ts';
import type { SubUser } from './sub-user.ts';

/** The caller's own key for a sub-user: 1 to 64 characters of `A-Z a-z 0-9 . _ : -`. */
export const referenceSchema = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,64}$/u, 'must have 1 to 64 characters of A-Z a-z 0-9 . _ : -');

/** Written as the end of a description: ` [ref:<reference>~<nonce>]`. The nonce marks one attempt to create. */
export interface ReferenceTag {
  /** `null`: a nonce alone. */
  reference: string | null;
  nonce: string;
}

const nonceAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
// 36^10 is about 2^51: two attempts of one account never draw the same.
const nonceLength = 10;
const opening = '[ref:';
// A shorter or longer tail after `~` is somebody's text, not a tag.
const tagPattern = /^\[ref:([A-Za-z0-9._:-]{0,64})~([a-z0-9]{6,16})\]/u;
/** What a console or a person may leave behind a tag without meaning anything. */
const nothing = /^[\s\p{Cf}]*$/u;

/** The last tag in a text, wherever it is: a carrier or a person may have added something behind it. */
function findTag(text: string): { before: string; match: RegExpExecArray; after: string } | null {
  for (let at = text.lastIndexOf(opening); at >= 0; at = at === 0 ? -1 : text.lastIndexOf(opening, at - 1)) {
    const match = at === 0 || /\s/u.test(text.charAt(at - 1)) ? tagPattern.exec(text.slice(at)) : null;
    if (match === null) continue;
    return { before: text.slice(0, Math.max(0, at - 1)), match, after: text.slice(at + match[0].length) };
  }
  return null;
}

/** A nonce of no attempt, as long as all are, for checks of length. */
export const sampleNonce = 'x'.repeat(nonceLength);

export function newNonce(random: RandomInt): string {
  return randomString(nonceAlphabet, nonceLength, random);
}

/** Splits a description into the caller's text and the tag, `null` where there is none. */
export function readTag(description: string | null): { text: string | null; tag: ReferenceTag | null } {
  const found = description === null ? null : findTag(description);
  if (found === null) return { text: description, tag: null };
  const [, reference = '', nonce = ''] = found.match;
  const text = nothing.test(found.after) ? found.before : (found.before + found.after).trimStart();
  return { text: text === '' ? null : text, tag: { reference: reference === '' ? null : reference, nonce } };
}

export function writeTag(text: string | null, tag: ReferenceTag): string {
  const written = `[ref:${tag.reference ?? ''}~${tag.nonce}]`;
  return text === null || text === '' ? written : `${text} ${written}`;
}

/** Whether something in a text would be read as a tag. Such a text needs a tag of its own after it. */
export function looksTagged(text: string): boolean {
  return findTag(text) !== null;
}

/** Whether what a carrier holds has the tag that was written. */
export function hasSameTag(written: string, held: string | null): boolean {
  const [sent, read] = [readTag(written).tag, readTag(held).tag];
  return sent?.nonce === read?.nonce && sent?.reference === read?.reference;
}

/**
 * The nonces that a description may contain: that of its tag, or, where there is none, whatever may be left of one that the
 * carrier has altered. Nonces are random, so a match is certain.
 */
export function possibleNonces(description: string | null): string[] {
  const { tag } = readTag(description);
  if (tag !== null) return [tag.nonce];
  const words = description?.toLowerCase().match(/[a-z0-9]{10,}/gu) ?? [];
  // `~` may have become `%7e`, whose end would then touch the nonce.
  return words.map((word) => word.slice(-nonceLength));
}

/** A sub-user as the provider read it, with the tag removed from its description and its reference set. */
export function untag(raw: SubUser): SubUser {
  if (raw.description === undefined) return raw;
  const { text, tag } = readTag(raw.description);
  return { ...raw, description: text, reference: tag?.reference ?? null };
}
