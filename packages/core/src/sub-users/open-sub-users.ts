import * as z from 'zod';
import { capabilitiesOf } from './capabilities.ts';
import { type Clock, systemClock } from '../ports/clock.ts';
import { checkNewSubUser, createSubUser } from './create-sub-user.ts';
import { foldName } from '../model/name-rule.ts';
import { createNonceLookUp } from '../settling/find-attempts.ts';
import { parseOptions } from '../provider/parse-options.ts';
import { checkPassword } from '../model/password-rule.ts';
import type { CallOptions, SubUserProvider } from '../provider/provider.ts';
import { type RandomInt, systemRandomInt } from '../ports/random-int.ts';
import { readAll } from '../listing/list-reader.ts';
import { Rows } from '../listing/row-iterator.ts';
import { safeCause } from '../provider/safe-cause.ts';
import { SignalHub } from '../ports/signal-hub.ts';
import { SubUserError } from '../model/sub-user-error.ts';
import type { SubUser } from '../model/sub-user.ts';
import type { SubUsers } from './sub-users.ts';
import { nonceOf, untag } from '../model/tagged.ts';
import { updateSubUser } from './update-sub-user.ts';

const settleSchema = z.strictObject({
  /** Look-ups and creates of one settled create at most, before it gives up as `outcome-unknown`. */
  rounds: z.int().min(2).default(6),
  /** How long after it was given up an attempt may still be applied and be noticed, in milliseconds. */
  lateMs: z.int().min(0).default(5_000),
});

const optionsSchema = z.strictObject({
  settle: settleSchema.prefault({}),
  clock: z.custom<Clock>().optional(),
  randomInt: z.custom<RandomInt>().optional(),
});

export type SubUsersOptions = z.input<typeof optionsSchema>;

/** Wraps a provider in what applications hold; see `SubUsers`. */
export function openSubUsers<O = never>(provider: SubUserProvider<O>, options: SubUsersOptions = {}): SubUsers<O> {
  const { carrier, traits } = provider;
  const parsed = parseOptions(optionsSchema, options, { carrier });
  const clock = parsed.clock ?? systemClock;
  const randomInt = parsed.randomInt ?? systemRandomInt;
  const signals = new SignalHub();
  const lookUp = createNonceLookUp(provider, clock, signals);
  const parts = { provider, lookUp, clock, signals, randomInt, settings: parsed.settle };

  /** Lets nothing but `SubUserError` out. */
  function classified(error: unknown, operation: string): SubUserError {
    if (SubUserError.is(error)) return error;
    const what = 'the adapter failed with something other than a SubUserError; please report this';
    return new SubUserError('internal', what, { carrier, operation }, safeCause(error));
  }

  async function guarded<T>(operation: string, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      throw classified(error, operation);
    }
  }

  function refusal(operation: string, field: string, rule: string, unsupported = false): SubUserError {
    return SubUserError.refusal([{ field, rule, unsupported }], { carrier, operation });
  }

  function checkId(id: unknown, operation: string): void {
    if (typeof id !== 'string' || id.trim() === '') throw refusal(operation, 'id', 'must be the id of a sub-user');
  }

  /** The facet, or a refusal before any request. */
  function facetOf<F>(facet: F | undefined, operation: string): F {
    if (facet === undefined) throw refusal(operation, operation, 'this carrier has no such thing', true);
    return facet;
  }

  function list({ status }: { status?: SubUser['status'] | undefined }, call: CallOptions): Rows {
    // A filtered list is only safe to page where rows cannot move: elsewhere a change of status moves them unseen.
    const request = status !== undefined && traits.listing.shiftEvidence === 'stable-cursor' ? { status } : {};
    const pages = readAll(provider, request, call, signals);
    return new Rows({
      next: () =>
        guarded('list', async () => {
          const { value: fresh } = await pages.next();
          const wanted = status === undefined ? fresh : fresh?.filter((raw) => raw.status === status);
          return wanted?.map(untag);
        }),
      end: () => pages.return(),
    });
  }

  return {
    carrier,
    traits,
    get capabilities() {
      return capabilitiesOf(provider);
    },
    check(input) {
      try {
        return checkNewSubUser(parts, input);
      } catch (error) {
        throw classified(error, 'check');
      }
    },
    create: (input, call = {}) =>
      guarded('create', async () => {
        const created = await createSubUser(parts, input, call);
        return { ...created, subUser: untag(created.subUser) };
      }),
    get: (id, call = {}) =>
      guarded('get', async () => {
        checkId(id, 'get');
        return untag(await provider.get(id, call));
      }),
    list: (filter = {}, call = {}) => list(filter, call),
    find: (by, call = {}) =>
      guarded('find', async () => {
        if ('reference' in by && traits.fields.reference.access === 'absent')
          throw refusal('find', 'reference', 'this carrier cannot hold it', true);
        const matches: SubUser[] = [];
        for await (const subUser of list({}, call)) {
          const isMatch =
            'name' in by
              ? foldName(subUser.name, traits.name) === foldName(by.name, traits.name)
              : subUser.reference === by.reference;
          if (isMatch) matches.push(subUser);
          if (isMatch && 'name' in by && traits.name.unique) break;
        }
        if (matches.length < 2) return matches[0];
        const ids = matches.map(({ id }) => id).join(', ');
        const what = `${matches.length} sub-users match (${ids}); take the one you mean by its id`;
        throw new SubUserError('failed-precondition', what, { carrier, operation: 'find' });
      }),
    findAttempts: (nonces, call = {}) =>
      guarded('findAttempts', async () => {
        const attempts = nonces.map((nonce) => ({ nonce, sentAt: -Infinity, endedAt: clock.now() }));
        const found = nonces.length > 0 ? await lookUp.find(attempts, call) : [];
        return new Map(found.map((raw) => [nonceOf(raw) ?? '', untag(raw)]));
      }),
    update: (id, change, call = {}) =>
      guarded('update', async () => {
        checkId(id, 'update');
        return untag(await updateSubUser(parts, id, change, call));
      }),
    delete: (id, call = {}) =>
      guarded('delete', async () => {
        checkId(id, 'delete');
        await provider.delete(id, call);
      }),
    suspend: (id, call = {}) =>
      guarded('suspend', async () => {
        const suspension = facetOf(provider.suspension, 'suspend');
        checkId(id, 'suspend');
        return untag(await suspension.suspend(id, call));
      }),
    resume: (id, call = {}) =>
      guarded('resume', async () => {
        const suspension = facetOf(provider.suspension, 'resume');
        checkId(id, 'resume');
        return untag(await suspension.resume(id, call));
      }),
    changePassword: (id, change, call = {}) =>
      guarded('changePassword', async () => {
        const passwords = facetOf(provider.password, 'changePassword');
        checkId(id, 'changePassword');
        const broken = traits.password ? checkPassword(change.next.reveal(), traits.password) : [];
        if (broken.length > 0)
          throw SubUserError.refusal(broken, { carrier, operation: 'changePassword', subject: id });
        await passwords.change(id, change, call);
      }),
    verification: (id, call = {}) =>
      guarded('verification', async () => {
        const verifications = facetOf(provider.verification, 'verification');
        checkId(id, 'verification');
        return verifications.status(id, call);
      }),
    grants: (call = {}) => guarded('grants', () => provider.grants(call)),
    close: () => guarded('close', () => provider.close()),
  };
}
