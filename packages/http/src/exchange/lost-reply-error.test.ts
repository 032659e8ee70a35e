import { systemClock } from '@subuser/core';
import { expect, test } from 'vitest';
import { CallContext } from '../call-context.ts';
import { LostReply } from './lost-reply.ts';
import { lostReplyError } from './lost-reply-error.ts';

const timeouts = { connectMs: 1, headersMs: 2, bodyMs: 3, totalMs: 4 };
const because = (code: string): Error => Object.assign(new Error('said undici'), { code });

// What undici says counts only as long as nothing was sent: afterwards the evidence of sending decides alone.
test.each([
  ['UND_ERR_INVALID_ARG', false, 'read', 'internal'],
  ['UND_ERR_INVALID_ARG', false, 'write', 'internal'],
  ['UND_ERR_INVALID_ARG', true, 'read', 'unavailable'],
  ['UND_ERR_INVALID_ARG', true, 'write', 'outcome-unknown'],
  ['UND_ERR_DESTROYED', false, 'read', 'failed-precondition'],
  ['UND_ERR_DESTROYED', false, 'write', 'failed-precondition'],
  ['UND_ERR_DESTROYED', true, 'read', 'unavailable'],
  ['UND_ERR_DESTROYED', true, 'write', 'outcome-unknown'],
] as const)('%s, sent: %s, of a %s is %s', (code, sent, effect, expected) => {
  const context = new CallContext('acme', { operation: 'rename', effect }, systemClock);
  expect(lostReplyError(context, new LostReply('failed', sent, null, because(code)), timeouts, '').code).toBe(expected);
});
