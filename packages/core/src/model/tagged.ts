import { readTag } from './reference-tag.ts';
import type { SubUser } from './sub-user.ts';

/** The nonce in a sub-user's raw description, if it carries a tag. */
export function nonceOf(raw: SubUser): string | undefined {
  return readTag(raw.description ?? null).tag?.nonce;
}

/** A sub-user as the provider read it, with the tag taken off its description and its reference set. */
export function untag(raw: SubUser): SubUser {
  if (raw.description === undefined) return raw;
  const { text, tag } = readTag(raw.description);
  return { ...raw, description: text, reference: tag?.reference ?? null };
}
