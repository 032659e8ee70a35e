import type { SubUserError, Timeouts } from '@subuser/core';
import type { CallContext } from './call-context.ts';
import { bodyLimit } from './exchange.ts';
import type { Loss, LossReason } from './loss.ts';
import { codeOfError } from './safe-cause.ts';

const lookUp = 'it may have been applied. Look it up before trying again.';

/** Words for the codes that are seen most; which error code results hangs on none of them. */
const wordsOfCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was reset',
  ENOTFOUND: 'the host name could not be resolved',
  EAI_AGAIN: 'the host name could not be resolved',
  UND_ERR_SOCKET: 'the connection was closed by the other side',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the reply was cut short',
};

function wordsOfError(error: unknown): string {
  const code = codeOfError(error);
  if (code === undefined) return 'the connection failed';
  if (code.startsWith('HPE_')) return `the reply was not HTTP (${code})`;
  return wordsOfCode[code] ?? `the connection failed (${code})`;
}

const wordsOfReason: Readonly<Record<LossReason, (loss: Loss, timeouts: Timeouts) => string>> = {
  aborted: () => 'cancelled',
  'connect-timeout': (_, { connectMs }) => `no connection within ${connectMs} ms`,
  'headers-timeout': (_, { headersMs }) => `no reply within ${headersMs} ms`,
  'body-timeout': (_, { bodyMs }) => `the reply stalled for ${bodyMs} ms`,
  'total-timeout': (_, { totalMs }) => `not done within ${totalMs} ms`,
  'too-long': () => `the reply was longer than ${bodyLimit} bytes`,
  repeated: () => 'the dispatcher was about to send the request a second time, which was prevented',
  failed: ({ error }) => wordsOfError(error),
};

// Ours or the caller's, and nothing that another try would change.
const ownFaults: ReadonlySet<string | undefined> = new Set(['UND_ERR_INVALID_ARG', 'UND_ERR_NOT_SUPPORTED']);
const closedDispatcher: ReadonlySet<string | undefined> = new Set(['UND_ERR_CLOSED', 'UND_ERR_DESTROYED']);

/** A lost reply as an error: whether the request was sent decides, not what was said of the end. */
export function lossError(context: CallContext, loss: Loss, timeouts: Timeouts, tries: string): SubUserError {
  const words = wordsOfReason[loss.reason](loss, timeouts);
  const detail = loss.status === null ? {} : { httpStatus: loss.status };
  const isOpen = loss.sent && context.effect === 'write';
  if (loss.reason === 'aborted') {
    const state = isOpen ? `after the request was sent; ${lookUp}` : stateOfHarmless(loss);
    return context.error('cancelled', `${words} ${state}`, detail);
  }
  if (isOpen)
    return context.error('outcome-unknown', `${words} after the request was sent; ${lookUp}`, detail, loss.error);
  const code = codeOfError(loss.error);
  if (!loss.sent && ownFaults.has(code))
    return context.error('internal', `the request could not be built (${code}); nothing was sent.`, detail, loss.error);
  if (!loss.sent && closedDispatcher.has(code))
    return context.error('failed-precondition', 'the dispatcher is closed; nothing was sent.', detail, loss.error);
  const state = loss.sent ? 'nothing was changed' : 'nothing was sent';
  return context.error('unavailable', `${words}${tries}; ${state}. Try again later.`, detail, loss.error);
}

function stateOfHarmless(loss: Loss): string {
  return loss.sent ? 'before the reply was read; nothing was changed.' : 'before anything was sent.';
}
