import type { BrokenRule, Credentials, SubUserError } from '@subuser/core';
import { brokenRules, inOurWords } from '@subuser/core/provider';
import type * as z from 'zod';
import type { CallContext } from '../call-context.ts';
import type { Reply } from '../http.ts';
import { adviceWhenUndecided, refusalError } from './refusal-error.ts';
import type { Refusals } from './refusal.ts';

/** How a call reads its reply. */
export type ReadReply<T> = (reply: JsonReply) => T;

type Fitting<T> = Pick<z.ZodType<T>, 'safeParse'>;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describe({ text, unreadable }: Reply): string {
  if (unreadable !== undefined) return unreadable;
  if (text.trim() === '') return 'must be JSON, is empty';
  return /^\s*</u.test(text) ? 'must be JSON, is HTML' : 'must be JSON';
}

/** The reply to one call, read as JSON. What it throws names the call, and quotes the carrier with care. */
export class JsonReply {
  readonly status: number;
  readonly headers: Reply['headers'];
  /** `undefined`: it is not JSON, or its bytes are not what it declares. */
  readonly body: unknown;
  readonly #reply: Reply;
  readonly #call: CallContext;
  readonly #refusals: Refusals;

  constructor(reply: Reply, call: CallContext, refusals: Refusals) {
    this.status = reply.status;
    this.headers = reply.headers;
    this.body = reply.unreadable === undefined ? parse(reply.text) : undefined;
    this.#reply = reply;
    this.#call = call;
    this.#refusals = refusals;
  }

  /** The body of a 2xx, even of one that refuses; any other status throws what the carrier says. */
  bodyOfSuccess(): unknown {
    if (this.status < 200 || this.status > 299) this.throwRefusal();
    if (this.body === undefined) throw this.misfit({ field: 'body', rule: describe(this.#reply) });
    return this.body;
  }

  /** A 200 without a body. It may say that it is done, or come from something in between: look whether it is. */
  isBlank(): boolean {
    return this.status === 200 && this.#reply.text.trim() === '';
  }

  /** Throws what the carrier says if the body refuses, whatever else it contains. */
  throwIfRefused(): void {
    const refusal = this.#refusals.refusalIn(this.body, this.status);
    if (refusal !== undefined) throw refusalError(this.#reply, refusal, this.#refusals, this.#call);
  }

  throwRefusal(): never {
    const refusal = this.#refusals.refusalIn(this.body, this.status) ?? {};
    throw refusalError(this.#reply, refusal, this.#refusals, this.#call);
  }

  /** The body as the schema reads it. */
  fit<T>(schema: Fitting<T>): T {
    const fitted = schema.safeParse(this.body, inOurWords);
    if (fitted.success) return fitted.data;
    const [{ field, rule } = { field: 'input', rule: 'breaks a rule' }] = brokenRules(fitted.error);
    throw this.misfit({ field: field === 'input' ? 'body' : field, rule });
  }

  /** The error of a 2xx that does not fit. One-time credentials that came with it are in its detail, so that they are not lost. */
  misfit(misfit: BrokenRule, credentials?: Credentials): SubUserError {
    const kept =
      credentials === undefined ? '' : ' The one-time credentials that came with it are in detail.credentials.';
    const what =
      `the reply (HTTP ${this.status}) does not fit: ${misfit.field}: ${misfit.rule}. ` +
      adviceWhenUndecided(this.#call) +
      kept;
    const detail = { httpStatus: this.status, fields: [misfit], ...(credentials && { credentials }) };
    return this.#call.error('unexpected-response', what, detail);
  }
}

/** Any 2xx whose body fits and does not refuse. */
export function fitting<T>(schema: Fitting<T>): ReadReply<T> {
  return (reply) => {
    reply.bodyOfSuccess();
    reply.throwIfRefused();
    return reply.fit(schema);
  };
}
