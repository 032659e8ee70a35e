import { Secret } from '@subuser/core';
import { describe, expect, test } from 'vitest';
import { clientOver, rejection, scriptedHttp } from '../test-support/scripted-http.ts';
import type { VobizClient } from './vobiz-client.ts';

describe('an id that is none never reaches the wire', () => {
  const badIds = [
    undefined,
    null,
    '',
    '../x',
    'SA_',
    'SA_1/',
    'SA_1?x=1',
    'sa_1',
    'MA_1',
    '500001',
    ' SA_1',
    'SA_1\n',
    17,
  ];
  const calls: [string, string, (client: VobizClient, id: string) => Promise<unknown>][] = [
    ['retrieveSubAccount', 'get', (client, id) => client.retrieveSubAccount(id)],
    ['updateSubAccount', 'update', (client, id) => client.updateSubAccount(id, { name: 'A' })],
    ['deleteSubAccount', 'delete', (client, id) => client.deleteSubAccount(id)],
    ['kyc.status', 'verification', (client, id) => client.kyc.status(id)],
    ['kyc.verifyPan', 'kyc.verifyPan', (client, id) => client.kyc.verifyPan(id, { pan: 'ABCDE1234F' })],
    [
      'kyc.createSession',
      'kyc.createSession',
      (client, id) => client.kyc.createSession(id, { account_auth_id: id, flow_type: 'email' }),
    ],
    [
      'kycTest.verifyGst',
      'kycTest.verifyGst',
      (client, id) => client.kycTest.verifyGst(id, { gstin: 'TESTSUCCESS0001' }),
    ],
  ];

  test.each(calls)('%s', async (carrierOperation, operation, call) => {
    const http = scriptedHttp();
    const client = clientOver(http);
    for (const id of badIds) {
      expect(await rejection(call(client, id as string))).toMatchObject({
        code: 'invalid-argument',
        detail: {
          carrier: 'vobiz',
          operation,
          carrierOperation,
          fields: [{ field: 'id', rule: 'must be the auth_id of a sub-account: SA_ and letters or digits' }],
        },
      });
    }
    expect(http.sent).toEqual([]);
  });
});

test('a Secret password goes out revealed', async () => {
  const http = scriptedHttp({ body: { auth_credentials: { auth_id: 'SA_1', auth_token: 't' } } });
  await clientOver(http).createSubAccount({ name: 'A', password: new Secret('pass'), enabled: false });
  expect(http.sent[0]?.body).toBe('{"name":"A","password":"pass","enabled":false}');
});

test('a bare object may hold a sub_account of its own', async () => {
  const http = scriptedHttp({ body: { auth_id: 'SA_1', name: 'A', sub_account: { auth_id: 'SA_2', name: 'B' } } });
  expect((await clientOver(http).retrieveSubAccount('SA_1')).name).toBe('A');
});

test('reads are reads and everything else is a write', async () => {
  const http = scriptedHttp();
  const client = clientOver(http);
  const calls = [
    client.listSubAccounts(),
    client.retrieveSubAccount('SA_1'),
    client.kyc.status('SA_1'),
    client.createSubAccount({ name: 'A' }),
    client.updateSubAccount('SA_1', {}),
    client.deleteSubAccount('SA_1'),
    client.kyc.searchCin('SA_1', { company_name: 'A' }),
  ];
  await Promise.allSettled(calls);
  expect(http.sent.map(({ effect }) => effect)).toEqual(['read', 'read', 'read', 'write', 'write', 'write', 'write']);
  expect(http.sent.map(({ subject }) => subject)).toEqual([undefined, 'SA_1', 'SA_1', 'A', 'SA_1', 'SA_1', 'SA_1']);
});
