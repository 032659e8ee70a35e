import { parseCarrierOptions } from './carrier-options.ts';
import { checkDraft } from './check-by-traits.ts';
import type { Clock } from '../ports/clock.ts';
import { type NewSubUser, newSubUserSchema, copiedSubUserSchema, type SubUserDraft } from '../model/new-sub-user.ts';
import type { FindAttempts } from '../settling/find-attempts.ts';
import { generatePassword } from '../model/password-rule.ts';
import type { SubUserProvider } from '../provider/provider.ts';
import type { RandomInt } from '../ports/random-int.ts';
import { looksTagged, newNonce, sampleNonce, writeTag } from '../model/reference-tag.ts';
import { Secret } from '../model/secret.ts';
import type { SignalHub } from '../ports/signal-hub.ts';
import { Settlement } from '../settling/settlement.ts';
import type { SettleSettings } from '../settling/settlement-parts.ts';
import type { TagWatch } from '../settling/tag-watch.ts';
import { isOutcomeOpen, withOpenAttempts } from '../settling/unknown-outcome.ts';
import { type BrokenRule, SubUserError } from '../model/sub-user-error.ts';
import type { Created } from '../model/sub-user.ts';
import { besidesAbsent, readInput } from './read-input.ts';
import type { CreateOptions } from './sub-users.ts';

export interface CreateParts<O> {
  provider: SubUserProvider<O>;
  findAttempts: FindAttempts;
  tags: TagWatch<O>;
  clock: Clock;
  signals: SignalHub;
  randomInt: RandomInt;
  settings: SettleSettings;
}

interface Preparation<O> {
  /** Every broken rule; empty if the create may be sent. */
  broken: readonly BrokenRule[];
  draftOf: (nonce: string) => SubUserDraft<O>;
  isTagged: boolean;
  isPasswordGiven: boolean;
}

/** Everything that is known before a request: the broken rules, and what would be sent. */
function prepare<O>(
  { provider, randomInt }: CreateParts<O>,
  input: NewSubUser<O>,
  { ifUnknown, isCopy }: CreateOptions,
): Preparation<O> {
  const settles = ifUnknown === 'settle';
  const { traits } = provider;
  const read = readInput(isCopy ? copiedSubUserSchema : newSubUserSchema, input);
  const { reference, ...fields } = read.fields;
  const { carrierOptions, broken: brokenOptions } = parseCarrierOptions(provider, fields.carrierOptions);
  const isTagged = reference !== undefined || settles || looksTagged(fields.description ?? '');
  const password =
    fields.password ?? (traits.password && new Secret(generatePassword(traits.password, randomInt))) ?? undefined;

  const { name = '', email, phone, description, grants, enabled } = fields;
  const untagged: SubUserDraft<O> = {
    name,
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    ...(description !== undefined && { description }),
    ...(grants !== undefined && { grants }),
    ...(enabled !== undefined && { enabled }),
    ...(password !== undefined && { password }),
    ...(carrierOptions !== undefined && { carrierOptions }),
  };

  function draftOf(nonce: string): SubUserDraft<O> {
    if (!isTagged) return untagged;
    return { ...untagged, description: writeTag(description ?? null, { reference: reference ?? null, nonce }) };
  }

  const broken: BrokenRule[] = [
    ...besidesAbsent(read.broken, traits),
    ...checkDraft(provider, read.fields, draftOf(sampleNonce)),
    ...brokenOptions,
  ];
  if (settles && traits.fields.reference.access === 'absent')
    broken.push({
      field: 'ifUnknown',
      rule: 'this carrier has no place for the mark that settling needs',
      unsupported: true,
    });
  return { broken, draftOf, isTagged, isPasswordGiven: fields.password !== undefined };
}

/** Every broken rule for which a create would be refused before any request. */
export function checkNewSubUser<O>(parts: CreateParts<O>, input: NewSubUser<O>): readonly BrokenRule[] {
  return prepare(parts, input, {}).broken;
}

/** The create of `openSubUsers`: checks everything, adds a tag where one is needed, sends once or settles. */
export async function createSubUser<O>(
  parts: CreateParts<O>,
  input: NewSubUser<O>,
  options: CreateOptions,
): Promise<Created> {
  const { provider, randomInt } = parts;
  const { carrier } = provider;
  const settles = options.ifUnknown === 'settle';
  const prepared = prepare(parts, input, options);
  if (prepared.broken.length > 0) {
    const subject = typeof input?.name === 'string' ? { subject: input.name } : {};
    throw SubUserError.refusal(prepared.broken, { carrier, operation: 'create', ...subject });
  }
  const { draftOf, isTagged, isPasswordGiven } = prepared;
  if (settles) {
    const settlement = new Settlement(
      {
        ...parts,
        draftOf,
        newNonce: () => newNonce(randomInt),
        isPasswordGiven,
        onAttempt: options.onAttempt ?? (() => Promise.resolve()),
      },
      options.openAttempts ?? [],
      { signal: options.signal },
    );
    return settlement.run();
  }
  const call = { signal: options.signal };
  if (!isTagged) return provider.create(draftOf(''), call);
  const nonce = newNonce(randomInt);
  const draft = draftOf(nonce);
  let created: Created;
  try {
    created = await provider.create(draft, call);
  } catch (error) {
    throw isOutcomeOpen(error) ? withOpenAttempts(error, [nonce], carrier) : error;
  }
  await parts.tags.check(draft.description, created, 'create', call);
  return created;
}
