import { codeOfError } from '@subuser/core/provider';
import { Agent, type Dispatcher, MockAgent, ProxyAgent } from 'undici';

/**
 * Whether a dispatcher certainly calls `onRequestStart` before it sends a request: undici's own do, as long as no interceptor is
 * composed onto them. Anybody else's may keep it to itself, and a write through it may then have been sent although nothing
 * was heard of it.
 */
export function reportsStarts(dispatcher: Dispatcher): boolean {
  // `Agent` has it from a base class, as clients, pools and `EnvHttpProxyAgent` do.
  const own = [Agent, ProxyAgent, MockAgent].map(({ prototype }): unknown => Reflect.get(prototype, 'dispatch'));
  return own.includes(Reflect.get(dispatcher, 'dispatch'));
}

/** Codes that Node and undici give only to what fails before there is a connection on which to send. */
const early: ReadonlySet<string | undefined> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_CLOSED',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Whether an error certainly came before there was a connection, from any dispatcher. `fetch` wraps such an error as a cause. */
export function isBeforeConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isOfConnect = 'syscall' in error && error.syscall === 'connect';
  return isOfConnect || early.has(codeOfError(error)) || isBeforeConnection(error.cause);
}
