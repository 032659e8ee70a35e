import { type Clock, type Created, type SubUser, SubUserError, type SubUserId, type SubUsers } from '@subuser/core';
import type { CredentialSink } from '../credentials/credential-sink.ts';
import type { SealedLine } from '../credentials/sealed-line.ts';
import type { Journal } from '../journal/journal.ts';
import type { PlannedInput, PlanStep } from '../plan/plan.ts';
import type { EarlierAttempts } from './earlier-attempts.ts';
import { persist } from './step-failure.ts';

export interface StepParts {
  target: SubUsers;
  journal: Pick<Journal, 'append'>;
  sink: Pick<CredentialSink, 'seal'>;
  clock: Clock;
  earlier: EarlierAttempts;
  /** Cancels the calls in flight. */
  signal?: AbortSignal | undefined;
}

/** A step to do, with what earlier runs left of it. */
export interface PendingStep {
  step: PlanStep;
  /** Attempts to create it whose outcome is open. */
  openAttempts: readonly string[];
  /** The step's lines in the sink, in order. */
  lines: readonly SealedLine[];
}

export type StepEnd =
  /** `callsBlocked`: the target refuses its calls until it is verified. */
  | { target: SubUserId; callsBlocked: boolean }
  /** `openAttempts`: what must be looked for before the step is tried again. */
  | { error: unknown; openAttempts: readonly string[] };

/** The target whose credentials an earlier run sealed before it ended, if it exists and still has this reference. */
async function findSealed(
  { target, signal }: StepParts,
  lines: readonly SealedLine[],
  { reference }: PlannedInput,
): Promise<{ line: SealedLine; subUser: SubUser } | undefined> {
  for (const line of lines.toReversed())
    try {
      const subUser = await target.get(line.target, { signal });
      if (subUser.reference === reference) return { line, subUser };
    } catch (error) {
      if (!SubUserError.is(error, 'not-found')) throw error;
    }
  return undefined;
}

/** Deletes what other attempts created: nobody holds their credentials. */
async function clear({ target, signal }: StepParts, others: Iterable<SubUser>, kept: SubUserId): Promise<void> {
  for (const { id } of others) {
    if (id === kept) continue;
    try {
      await persist(() => target.delete(id, { signal }));
    } catch (error) {
      if (!SubUserError.is(error, 'not-found')) throw error;
    }
  }
}

async function finish({ journal, clock }: StepParts, line: SealedLine, { status }: SubUser): Promise<StepEnd> {
  const at = clock.now();
  const callsBlocked = status === 'blocked';
  await Promise.all([
    journal.append({ type: 'sealed', ...line, at }),
    journal.append({ type: 'done', step: line.step, target: line.target, ...(callsBlocked && { callsBlocked }), at }),
  ]);
  return { target: line.target, callsBlocked };
}

async function createTarget(parts: StepParts, pending: PendingStep, input: PlannedInput): Promise<StepEnd> {
  const { target, journal, sink, clock, signal } = parts;
  const { openAttempts: earlier, lines } = pending;
  const { id: step } = pending.step;
  const sealed = lines.filter(({ nonce }) => earlier.includes(nonce));
  let complete: { line: SealedLine; subUser: SubUser } | undefined;
  let open: readonly string[] = [];
  try {
    complete = await findSealed(parts, sealed, input);
    if (complete) await clear(parts, await parts.earlier.find(earlier), complete.line.target);
    else open = await parts.earlier.remove(earlier);
  } catch (error) {
    return { error, openAttempts: earlier };
  }
  if (complete) return finish(parts, complete.line, complete.subUser);

  let nonce = '';
  const unwritten: unknown[] = [];
  let created: Created;
  try {
    // The plan contains the carrier's options as they were given; the adapter checks them.
    const anyOptions = target as SubUsers<Record<string, unknown>>;
    created = await anyOptions.create(input, {
      ifUnknown: 'settle',
      isCopy: true,
      openAttempts: open,
      signal,
      async onAttempt(attempt) {
        nonce = attempt;
        try {
          await journal.append({ type: 'intent', step, nonce, at: clock.now() });
        } catch (error) {
          unwritten.push(error);
          throw error;
        }
      },
    });
  } catch (error) {
    if (unwritten.length > 0) throw unwritten[0];
    return { error, openAttempts: (SubUserError.is(error) && error.detail.openAttempts) || open };
  }

  const { subUser, credentials, openAttempts: late = [] } = created;
  const openAttempts = [...late, nonce];
  if (credentials === undefined) {
    const what = `${subUser.id} was created without credentials, so nobody can use it`;
    const detail = { carrier: target.carrier, operation: 'create', subject: input.name, openAttempts };
    return { error: new SubUserError('unexpected-response', what, detail), openAttempts };
  }
  const line = { step, nonce, target: subUser.id };
  await sink.seal(line, { carrier: target.carrier, id: subUser.id, ...credentials });
  try {
    await clear(parts, (await target.findAttempts(late, { signal })).values(), subUser.id);
  } catch (error) {
    return { error, openAttempts };
  }
  return finish(parts, line, subUser);
}

/** Adopt and update are idempotent. */
async function changeTarget(parts: StepParts, { id: step, target: planned, change = {} }: PlanStep): Promise<StepEnd> {
  const { target, journal, clock, signal } = parts;
  const id = planned?.id ?? '';
  const anyOptions = target as SubUsers<Record<string, unknown>>;
  await journal.append({ type: 'intent', step, at: clock.now() });
  let callsBlocked = false;
  try {
    if (Object.keys(change).length > 0)
      callsBlocked =
        (await persist(() => anyOptions.update(id, change, { signal, isCopy: true }))).status === 'blocked';
  } catch (error) {
    return { error, openAttempts: [] };
  }
  await journal.append({ type: 'done', step, target: id, ...(callsBlocked && { callsBlocked }), at: clock.now() });
  return { target: id, callsBlocked };
}

/** Does one step. Rejects only if journal or sink failed: then the whole run must stop. */
export function applyStep(parts: StepParts, pending: PendingStep): Promise<StepEnd> {
  const { input } = pending.step;
  return pending.step.action === 'create' && input
    ? createTarget(parts, pending, input)
    : changeTarget(parts, pending.step);
}
