import type { CallOptions } from '@subuser/core';
import { encodeForm, type FormValue } from '../form.ts';
import type { Http, HttpRequest } from '../http.ts';
import { JsonReply, type ReadReply } from './json-reply.ts';
import type { Refusals } from './refusal.ts';

/** The body of a request with its `Content-Type`. */
export interface Body {
  type: string;
  text: string;
}

export function jsonBody(value: unknown): Body {
  return { type: 'application/json', text: JSON.stringify(value) };
}

export function formBody(entries: Iterable<readonly [name: string, value: FormValue]>): Body {
  return { type: 'application/x-www-form-urlencoded', text: encodeForm(entries) };
}

type Passed = 'operation' | 'carrierOperation' | 'effect' | 'method' | 'path' | 'headers' | 'subject' | 'rescue';

/** One call of an API that answers JSON. */
export interface ApiCall<T> extends Pick<HttpRequest<T>, Passed> {
  body?: Body | undefined;
  /** `confidential` is required here, so that no adapter forgets the secrets of its headers and its body. */
  refusals: Refusals & Required<Pick<Refusals, 'confidential'>>;
  read: ReadReply<T>;
}

/** Adds `Accept` and `Content-Type` to the headers of the call, and reads the reply as JSON. */
export function sendCall<T>(http: Http, call: ApiCall<T>, options?: CallOptions): Promise<T> {
  const { body, headers, refusals, read, ...passed } = call;
  const more = { accept: 'application/json', ...(body !== undefined && { 'content-type': body.type }) };
  return http.send(
    {
      ...passed,
      headers(signal) {
        const own = headers(signal);
        return own instanceof Promise ? own.then((resolved) => ({ ...resolved, ...more })) : { ...own, ...more };
      },
      body: body?.text,
      decode: (reply, context) => read(new JsonReply(reply, context, refusals)),
    },
    options,
  );
}
