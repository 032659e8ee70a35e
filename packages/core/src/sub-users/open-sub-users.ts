import * as z from 'zod';
import { capabilitiesOf } from './capabilities.ts';
import { changePassword } from './change-password.ts';
import { type Clock, systemClock } from '../ports/clock.ts';
import { checkNewSubUser, createSubUser } from './create-sub-user.ts';
import { createFindAttempts } from '../settling/find-attempts.ts';
import { findByNonces } from './find-by-nonces.ts';
import { findSubUser } from './find-sub-user.ts';
import { classified, guarded } from './guarded.ts';
import { listSubUsers } from './list-sub-users.ts';
import { nativeSettings } from './native-settings.ts';
import { parseOptions } from '../provider/parse-options.ts';
import type { SubUserProvider } from '../provider/provider.ts';
import { type RandomInt, systemRandomInt } from '../ports/random-int.ts';
import { untag } from '../model/reference-tag.ts';
import { SignalHub } from '../ports/signal-hub.ts';
import { SubUserError } from '../model/sub-user-error.ts';
import type { SubUserId } from '../model/sub-user.ts';
import type { SubUsers } from './sub-users.ts';
import { TagWatch } from '../settling/tag-watch.ts';
import { updateSubUser } from './update-sub-user.ts';

/** A timer of Node takes no more. */
const longestTimerMs = 2 ** 31 - 1;

const settleSchema = z.strictObject({
  /** Searches and creates of one settled create at most, before it gives up as `outcome-unknown`. */
  rounds: z.int().min(2).default(6),
  /**
   * How long after we stopped waiting for its reply an attempt may still become visible and be noticed, in milliseconds. It bounds
   * the sum of two delays: until the carrier applies the attempt, and until its list shows that.
   */
  lateMs: z.int().min(0).max(longestTimerMs).default(5_000),
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
  const tags = new TagWatch(provider);
  const findAttempts = createFindAttempts(provider, clock, signals, tags);
  const parts = { provider, findAttempts, tags, clock, signals, randomInt, settings: parsed.settle };

  function refusal(operation: string, field: string, rule: string, unsupported = false): SubUserError {
    return SubUserError.refusal([{ field, rule, unsupported }], { carrier, operation });
  }

  function checkId(id: unknown, operation: string): void {
    if (typeof id !== 'string' || id.trim() === '')
      throw refusal(operation, 'id', 'must be the id of a sub-user, as list() returns it');
  }

  function act<T>(operation: string, action: () => Promise<T>): Promise<T> {
    return guarded(carrier, operation, action);
  }

  /** An operation on one sub-user. */
  function actOn<T>(operation: string, id: SubUserId, action: () => Promise<T>): Promise<T> {
    return act(operation, () => {
      checkId(id, operation);
      return action();
    });
  }

  /** An operation on one sub-user by a facet, refused before any request where the carrier lacks it. */
  function actBy<T, F>(
    operation: string,
    facet: F | undefined,
    id: SubUserId,
    action: (facet: F) => Promise<T>,
  ): Promise<T> {
    return act(operation, () => {
      if (facet === undefined) throw refusal(operation, operation, 'this carrier has no such thing', true);
      checkId(id, operation);
      return action(facet);
    });
  }

  return {
    carrier,
    traits,
    ...(provider.carrierOptions !== undefined && { carrierOptions: provider.carrierOptions }),
    get capabilities() {
      return capabilitiesOf(provider);
    },
    check(input) {
      try {
        return checkNewSubUser(parts, input);
      } catch (error) {
        throw classified(error, carrier, 'check');
      }
    },
    nativeSettings(subUser) {
      try {
        return nativeSettings(provider, subUser);
      } catch (error) {
        throw classified(error, carrier, 'nativeSettings');
      }
    },
    create: (input, call = {}) =>
      act('create', async () => {
        const { asSent: _asSent, ...created } = await createSubUser(parts, input, call);
        return { ...created, subUser: untag(created.subUser) };
      }),
    get: (id, call = {}) => actOn('get', id, async () => untag(await provider.get(id, call))),
    list: (filter = {}, call = {}) => listSubUsers(parts, filter, call),
    find: (by, call = {}) => act('find', () => findSubUser(parts, by, call)),
    findAttempts: (nonces, call = {}) =>
      act('findAttempts', () =>
        findByNonces({ carrier, findAttempts, clock, lateMs: parsed.settle.lateMs }, nonces, call),
      ),
    update: (id, change, call = {}) =>
      actOn('update', id, async () => untag(await updateSubUser(parts, id, change, call))),
    delete: (id, call = {}) =>
      actOn('delete', id, async () => {
        await provider.delete(id, call);
      }),
    suspend: (id, call = {}) =>
      actBy('suspend', provider.suspension, id, async (suspension) => untag(await suspension.suspend(id, call))),
    resume: (id, call = {}) =>
      actBy('resume', provider.suspension, id, async (suspension) => untag(await suspension.resume(id, call))),
    changePassword: (id, change, call = {}) =>
      actBy('changePassword', provider.password, id, (passwords) =>
        changePassword(provider, passwords, id, change, call),
      ),
    verification: (id, call = {}) =>
      actBy('verification', provider.verification, id, (verifications) => verifications.status(id, call)),
    grants: (call = {}) => act('grants', () => provider.grants(call)),
    close: () => act('close', () => provider.close()),
  };
}
