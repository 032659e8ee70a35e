import { brokenRules } from '@subuser/core/provider';
import type { Reply } from '@subuser/http';
import type * as z from 'zod';
import { isRefusal } from './carrier-refusal.ts';
import { type CallContext, misfitError, refusalError } from './vobiz-error.ts';

export type ReadReply<T> = (reply: Reply, context: CallContext) => T;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describe(text: string): string {
  if (text.trim() === '') return 'must be JSON, is empty';
  return /^\s*</u.test(text) ? 'must be JSON, is HTML' : 'must be JSON';
}

/** The body of a 2xx; any other status throws what the carrier says. */
export function readJson(reply: Reply, context: CallContext): unknown {
  const body = parseJson(reply.text);
  if (reply.status < 200 || reply.status > 299) throw refusalError(reply, body, context);
  if (body === undefined) throw misfitError(reply, { field: 'body', rule: describe(reply.text) }, context);
  return body;
}

export function fit<T>(schema: Pick<z.ZodType<T>, 'safeParse'>, body: unknown, reply: Reply, context: CallContext): T {
  const fitted = schema.safeParse(body);
  if (fitted.success) return fitted.data;
  const [{ field, rule } = { field: 'input', rule: 'breaks a rule' }] = brokenRules(fitted.error);
  throw misfitError(reply, { field: field === 'input' ? 'body' : field, rule }, context);
}

/** Any 2xx whose body fits. One that says “error” throws, whatever else is in it. */
export function fitting<S extends z.ZodType>(schema: S): ReadReply<z.output<S>> {
  return (reply, context) => {
    const body = readJson(reply, context);
    if (isRefusal(body)) throw refusalError(reply, body, context);
    return fit(schema, body, reply, context);
  };
}
