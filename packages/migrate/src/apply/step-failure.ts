import { type ErrorCode, SubUserError, type SubUserId } from '@subuser/core';
import type { PlanStep } from '../plan/plan.ts';

/** Why a step is not done. The message contains no secret. */
export interface StepFailure {
  id: SubUserId;
  name: string;
  code: ErrorCode;
  message: string;
}

export function failureOf({ id, name }: PlanStep, error: unknown): StepFailure {
  if (SubUserError.is(error)) return { id, name, code: error.code, message: error.message };
  return { id, name, code: 'internal', message: 'unexpected error; please report it' };
}

/** The refusal of our credentials or rights behind a failure, which every other step would meet, too. */
export function refusalIn(error: unknown): SubUserError | undefined {
  if (!SubUserError.is(error)) return undefined;
  const isRefusal = error.code === 'unauthenticated' || error.code === 'permission-denied';
  return isRefusal ? error : refusalIn(error.cause);
}

/** How often an idempotent write is sent before its unknown outcome counts as a failure. */
const tries = 3;

/** For idempotent writes: sends one again while its outcome is unknown. */
export async function persist<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await write();
    } catch (error) {
      const isOpen = SubUserError.is(error, 'outcome-unknown') || SubUserError.is(error, 'unexpected-response');
      if (!isOpen || attempt === tries) throw error;
    }
}
