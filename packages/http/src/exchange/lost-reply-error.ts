import type { ErrorCode, SubUserError } from '@subuser/core';
import { codeOfError } from '@subuser/core/provider';
import type { Timeouts } from '../connection-options.ts';
import { errors } from 'undici';
import { reasonOf } from './broken-dispatcher.ts';
import type { CallContext } from '../call-context.ts';
import { bodyLimit } from './exchange.ts';
import type { LostReply, LostReplyReason } from './lost-reply.ts';

/** Words for the most common codes; the resulting error code depends on none of them. */
const wordsOfCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was reset',
  ENOTFOUND: 'the host name could not be resolved',
  EAI_AGAIN: 'the host name could not be resolved',
  // From undici's ProxyAgent if the proxy answers CONNECT with anything but 200.
  UND_ERR_ABORTED: 'the proxy refused the connection',
  UND_ERR_SOCKET: 'the connection was closed by the other side',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the reply was cut short',
};

function wordsOfError(error: unknown): string {
  if (error instanceof errors.HTTPParserError) return 'the reply was not HTTP';
  const code = codeOfError(error);
  if (code === undefined) return 'the connection failed';
  return wordsOfCode[code] ?? `the connection failed (${code})`;
}

const wordsOfReason: Readonly<Record<LostReplyReason, (lost: LostReply, timeouts: Timeouts) => string>> = {
  aborted: () => 'cancelled',
  'connect-timeout': (_, { connectMs }) => `no connection within ${connectMs} ms`,
  'headers-timeout': (_, { headersMs }) => `no reply within ${headersMs} ms`,
  'body-timeout': (_, { bodyMs }) => `the reply stalled for ${bodyMs} ms`,
  'total-timeout': (_, { totalMs }) => `not done within ${totalMs} ms`,
  'too-long': () => `the reply was longer than ${bodyLimit} bytes`,
  repeated: () => 'the dispatcher was about to send the request a second time, which was prevented',
  failed: ({ error }) => wordsOfError(error),
  broken: ({ error }) => `the dispatcher does not work in this runtime (${reasonOf(error)})`,
};

const codeWhenOpen: Partial<Record<LostReplyReason, ErrorCode>> = { aborted: 'cancelled', broken: 'internal' };

// Faults of ours or of the caller, which a retry would not fix. They count only if nothing was sent.
const malformed: ReadonlySet<string | undefined> = new Set(['UND_ERR_INVALID_ARG', 'UND_ERR_NOT_SUPPORTED']);
const closed: ReadonlySet<string | undefined> = new Set(['UND_ERR_CLOSED', 'UND_ERR_DESTROYED']);
// Signed by somebody whom this machine does not know: the carrier's is not, but a proxy's that looks into TLS may be.
const untrusted: ReadonlySet<string | undefined> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
// Wrong names and certificates seldom fix themselves.
const configuration = /^ENOTFOUND$|^EPROTO$|^ERR_(?:TLS|SSL)_|CERT/u;

function adviceOf(code: string | undefined): string {
  if (untrusted.has(code))
    return 'Check the base URL. If a proxy opens TLS on the way, put the path of its certificate into NODE_EXTRA_CA_CERTS.';
  return configuration.test(code ?? '') ? 'Check the base URL.' : 'Try again later.';
}

/** A lost reply as an error. Its code depends on whether the request was sent, not on how the connection ended. */
export function lostReplyError(context: CallContext, lost: LostReply, timeouts: Timeouts, tries: string): SubUserError {
  const words = wordsOfReason[lost.reason](lost, timeouts);
  const detail = lost.status === null ? {} : { httpStatus: lost.status };
  if (lost.sent !== false && context.effect === 'write') {
    const when =
      lost.sent === true
        ? ' after the request was sent; it may have been applied.'
        : '; the dispatcher does not report whether it sent the request, so it may have been applied.';
    const what = `${words}${when} Look it up before trying again.`;
    return context.error(codeWhenOpen[lost.reason] ?? 'outcome-unknown', what, detail, lost.error);
  }
  const state = lost.sent === false ? 'nothing was sent' : 'nothing was changed';
  if (lost.reason === 'aborted') return context.error('cancelled', `${words}; ${state}.`, detail, lost.error);
  if (lost.reason === 'broken') {
    const what = `${words}; ${state}. Run on Node, with undici’s own dispatchers.`;
    return context.error('internal', what, detail, lost.error);
  }
  const code = codeOfError(lost.error);
  if (lost.sent === false && malformed.has(code))
    return context.error('internal', `the request was malformed (${code}); ${state}.`, detail, lost.error);
  if (lost.sent === false && closed.has(code))
    return context.error(
      'failed-precondition',
      `the dispatcher is closed; ${state}. Open a new one.`,
      detail,
      lost.error,
    );
  const advice = adviceOf(code);
  return context.error('unavailable', `${words}${tries}; ${state}. ${advice}`, detail, lost.error);
}
