import * as z from 'zod';
import { randomString, type RandomInt } from '../ports/random-int.ts';
import type { SubUser } from './sub-user.ts';

/** The caller's own key for a sub-user: 1 to 64 characters of `A-Z a-z 0-9 . _ : -`. */
export const referenceSchema = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,64}$/u, 'must have 1 to 64 characters of A-Z a-z 0-9 . _ : -');

/** The end of a description: ` [ref:<reference>~<nonce>]`. The nonce marks one attempt to create. */
export interface ReferenceTag {
  /** `null`: a nonce alone. */
  reference: string | null;
  nonce: string;
}

const nonceAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
// 36^10 is about 2^51: two attempts of one account never draw the same.
const nonceLength = 10;
// A shorter or longer tail after `~` is somebody's text, not a tag. A carrier's console may leave white space at the end after
// somebody edited the text.
const tagAtEnd = /(?:^| )\[ref:([A-Za-z0-9._:-]{0,64})~([a-z0-9]{6,16})\]\s*$/u;

/** A nonce of no attempt, as long as all are, for checks of length. */
export const sampleNonce = 'x'.repeat(nonceLength);

export function newNonce(random: RandomInt): string {
  return randomString(nonceAlphabet, nonceLength, random);
}

/** Splits a description into the caller's text and the tag, `null` where there is none. */
export function readTag(description: string | null): { text: string | null; tag: ReferenceTag | null } {
  const match = description === null ? null : tagAtEnd.exec(description);
  if (description === null || match === null) return { text: description, tag: null };
  const [, reference = '', nonce = ''] = match;
  const text = description.slice(0, match.index);
  return { text: text === '' ? null : text, tag: { reference: reference === '' ? null : reference, nonce } };
}

export function writeTag(text: string | null, tag: ReferenceTag): string {
  const written = `[ref:${tag.reference ?? ''}~${tag.nonce}]`;
  return text === null || text === '' ? written : `${text} ${written}`;
}

/** Whether the end of a text would be read as a tag. Such a text needs a tag of its own after it. */
export function looksTagged(text: string): boolean {
  return tagAtEnd.test(text);
}

/** The nonce in a sub-user's raw description, if that contains a tag. */
export function nonceOf(raw: SubUser): string | undefined {
  return readTag(raw.description ?? null).tag?.nonce;
}

/** A sub-user as the provider read it, with the tag removed from its description and its reference set. */
export function untag(raw: SubUser): SubUser {
  if (raw.description === undefined) return raw;
  const { text, tag } = readTag(raw.description);
  return { ...raw, description: text, reference: tag?.reference ?? null };
}
