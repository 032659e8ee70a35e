import { parseCarrierOptions } from './carrier-options.ts';
import { checkChange } from './check-by-traits.ts';
import type { SubUserProvider } from '../provider/provider.ts';
import type { RandomInt } from '../ports/random-int.ts';
import type { TagWatch } from '../settling/tag-watch.ts';
import { looksTagged, newNonce, readTag, writeTag } from '../model/reference-tag.ts';
import { type BrokenRule, SubUserError } from '../model/sub-user-error.ts';
import { besidesAbsent, readInput } from './read-input.ts';
import {
  copiedChangeSchema,
  type SubUserChange,
  subUserChangeSchema,
  type SubUserRevision,
} from '../model/sub-user-change.ts';
import { isDescriptionUnreadable, type SubUser, type SubUserId } from '../model/sub-user.ts';
import type { UpdateOptions } from './sub-users.ts';

/** The description to write so that the caller's text and reference read back as requested. */
function describe(
  raw: string | null,
  change: { description?: string | null | undefined; reference?: string | null | undefined },
  randomInt: RandomInt,
): string | null {
  const { text, tag } = readTag(raw);
  const newText = change.description === undefined ? text : change.description;
  const reference = change.reference === undefined ? (tag?.reference ?? null) : change.reference;
  const keepsTag = tag !== null && change.reference !== null;
  if (!keepsTag && reference === null && !looksTagged(newText ?? '')) return newText;
  return writeTag(newText, { reference, nonce: tag?.nonce ?? newNonce(randomInt) });
}

/** The update of `openSubUsers`: checks everything, and reads the sub-user first where its reference tag must be kept. */
export async function updateSubUser<O>(
  { provider, randomInt, tags }: { provider: SubUserProvider<O>; randomInt: RandomInt; tags: TagWatch<O> },
  id: SubUserId,
  input: SubUserChange<O>,
  { isCopy, ...call }: UpdateOptions,
): Promise<SubUser> {
  const { carrier, traits } = provider;
  const detail = { carrier, operation: 'update', subject: id };
  const { fields: change, broken: brokenInput } = readInput(isCopy ? copiedChangeSchema : subUserChangeSchema, input);
  const { carrierOptions, broken: brokenOptions } = parseCarrierOptions(provider, change.carrierOptions);
  const { description, reference, ...fields } = change;
  const revision: SubUserRevision<O> = Object.fromEntries(
    Object.entries({ ...fields, carrierOptions }).filter(([, value]) => value !== undefined),
  );
  const broken: BrokenRule[] = [
    ...besidesAbsent(brokenInput, traits),
    ...checkChange(change, traits),
    ...brokenOptions,
    ...(provider.checkRevision?.(revision) ?? []),
  ];
  if (broken.length > 0) throw SubUserError.refusal(broken, detail);
  if (description !== undefined || reference !== undefined) {
    const current = await provider.get(id, call);
    if (isDescriptionUnreadable(current)) {
      const what =
        'its present description, which may contain its reference, cannot be read; nothing was changed. ' +
        'Try again, or correct it on the carrier';
      throw new SubUserError('unexpected-response', what, detail);
    }
    const written = describe(current.description ?? null, { description, reference }, randomInt);
    const { maxLength, clearable } = traits.fields.description;
    const length = Array.from(written ?? '').length;
    if (maxLength !== undefined && length > maxLength) {
      const rule = `must have at most ${maxLength} characters with its reference tag, has ${length}`;
      throw SubUserError.refusal([{ field: 'description', rule }], detail);
    }
    if (written === null && !clearable) {
      const rule = 'this carrier cannot clear the description, which would be empty without the reference';
      throw SubUserError.refusal([{ field: 'reference', rule, unsupported: true }], detail);
    }
    revision.description = written;
    const brokenRevision = provider.checkRevision?.(revision) ?? [];
    if (brokenRevision.length > 0) throw SubUserError.refusal(brokenRevision, detail);
  }
  const subUser = await provider.update(id, revision, call);
  await tags.check(revision.description, { subUser }, 'update', call);
  return subUser;
}
