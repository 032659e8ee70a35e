import { expect, test } from 'vitest';
import { connect } from '../../test-support/connection.ts';
import { startCarrier } from '../../test-support/loopback.ts';
import { type Body, formBody, jsonBody, sendCall } from './send-call.ts';

const refusals = { refusalIn: () => undefined, advice: {}, confidential: [] };

test.each<[Body | undefined, string | undefined, string]>([
  [undefined, undefined, ''],
  [jsonBody({ name: 'Ä' }), 'application/json', '{"name":"Ä"}'],
  [
    formBody([
      ['name', "A b&c='"],
      ['left', undefined],
      ['n', 7],
    ]),
    'application/x-www-form-urlencoded',
    'name=A%20b%26c%3D%27&n=7',
  ],
])('sends the body %j with its type, and reads JSON', async (body, type, text) => {
  const carrier = await startCarrier((_, reply) => reply.end('{"id":7}'));
  const { http } = connect(carrier.origin);
  for (const headers of [() => ({ 'x-key': 'k' }), async () => ({ 'x-key': 'k' })]) {
    const call = { operation: 'get', effect: 'write', method: 'POST', path: '/x', headers, body, refusals } as const;
    expect(await sendCall(http, { ...call, read: (reply) => reply.body })).toEqual({ id: 7 });
    expect(carrier.requests.at(-1)?.headers).toMatchObject({ 'x-key': 'k', accept: 'application/json' });
    expect(carrier.requests.at(-1)?.headers['content-type']).toBe(type);
    expect(carrier.requests.at(-1)?.body).toBe(text);
  }
});
