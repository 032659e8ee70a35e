import { ManualClock } from '@subuser/core/testing';
import { startVobizEmulator, type VobizEmulator } from '@subuser/emulator';
import { createVobizClient, type VobizClient, type VobizOptions } from '@subuser/vobiz';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rejection } from '../../support/rejection.ts';

let emulator: VobizEmulator;
let control: VobizEmulator['control'];
let client: VobizClient;

function clientOf(account: Pick<VobizOptions, 'authId' | 'authToken'>): VobizClient {
  // After a 429 the next call waits as long as the carrier asked; on this clock that takes no time.
  const clock = new ManualClock({ time: 0 });
  return createVobizClient({ ...account, baseUrl: emulator.origin, retries: { attempts: 1 }, clock });
}

beforeAll(async () => {
  emulator = await startVobizEmulator();
  ({ control } = emulator);
  client = clientOf(emulator.credentials);
});
beforeEach(() => control.reset());
afterAll(async () => {
  await client.close();
  await emulator.close();
});

const said = 'The service could not answer this request';

describe('every documented shape of error', () => {
  test.each([
    [1, { carrierCode: 'RATE_LIMIT_EXCEEDED' }],
    [2, { carrierCode: 'HTTPError' }],
    [3, { carrierCode: 'ValidationError', fields: [{ field: 'input', rule: said }] }],
    [4, { carrierCode: 'RATE_LIMIT_EXCEEDED' }],
    [5, { carrierCode: 'did_cool_off_in_effect' }],
    [6, {}],
    [7, {}],
  ])('%i: the status decides, code and words are read where they are', async (shape, more) => {
    control.failNext({ fault: 'status', status: 429, shape, retryAfter: 3 });
    const error = await rejection(client.createSubAccount({ name: 'Limited' }));
    expect(error.code).toBe('rate-limited');
    expect(error.detail).toEqual({
      carrier: 'vobiz',
      operation: 'create',
      carrierOperation: 'createSubAccount',
      subject: 'Limited',
      httpStatus: 429,
      retryAfterMs: 3000,
      ...more,
    });
    expect(error.message).toContain(said);
  });

  test('an empty body: the status alone', async () => {
    control.failNext({ fault: 'empty-body', status: 404, applied: false });
    const { code, detail } = await rejection(client.deleteSubAccount('SA_12345678'));
    expect([code, detail.httpStatus, detail.carrierCode]).toEqual(['not-found', 404, undefined]);
  });

  test('a web page: the status alone', async () => {
    control.failNext({ fault: 'html-200', status: 502, applied: false });
    const { code, detail, message } = await rejection(client.createSubAccount({ name: 'Behind a gateway' }));
    expect([code, detail.httpStatus, detail.carrierCode]).toEqual(['outcome-unknown', 502, undefined]);
    expect(message).not.toContain('<');
  });
});

test.each([
  [400, 'invalid-argument', 'invalid-argument'],
  [401, 'unauthenticated', 'unauthenticated'],
  [403, 'permission-denied', 'permission-denied'],
  [404, 'not-found', 'not-found'],
  [409, 'failed-precondition', 'failed-precondition'],
  [422, 'invalid-argument', 'invalid-argument'],
  [429, 'rate-limited', 'rate-limited'],
  [500, 'unavailable', 'outcome-unknown'],
  [502, 'unavailable', 'outcome-unknown'],
  [503, 'unavailable', 'outcome-unknown'],
])('%i of a read is %s, of a write %s', async (status, ofRead, ofWrite) => {
  control.failNext({ fault: 'status', status, times: 2 });
  const read = await rejection(client.listSubAccounts());
  const write = await rejection(client.createSubAccount({ name: 'Refused' }));
  expect([read.code, write.code]).toEqual([ofRead, ofWrite]);
  expect(control.requests.map(({ operation }) => operation)).toEqual(['list', 'create']);
});

test('a wrong token', async () => {
  const stranger = clientOf({ ...emulator.credentials, authToken: 'wrong' });
  const { code, detail } = await rejection(stranger.listSubAccounts());
  expect([code, detail.httpStatus, detail.carrierCode]).toEqual(['unauthenticated', 401, 'HTTPError']);
  await stranger.close();
});

test('somebody else’s sub-account', async () => {
  const { code, detail } = await rejection(client.retrieveSubAccount(control.otherParent.subAccountId));
  expect([code, detail.httpStatus, detail.carrierCode]).toEqual(['permission-denied', 403, 'FORBIDDEN']);
});
