import { openSubUsers, Secret } from '@subuser/core';
import type { VobizEmulator } from '@subuser/emulator';
import { createVobiz, createVobizClient, type VobizKycSteps } from '@subuser/vobiz';
import { all, type Call, type Opened, type Opening } from '../secret-facts.ts';

export function openEverything(
  { authToken, ...account }: VobizEmulator['options'],
  { planted, ids, turn, connection }: Opening,
): Opened {
  const options = { ...account, authToken: new Secret(authToken), ...connection };
  const provider = createVobiz(options);
  const client = createVobizClient(options);
  const subUsers = openSubUsers(provider, { clock: connection.clock, settle: { rounds: 3, lateMs: 1 } });
  const { consolePassword, personal } = planted;
  const { pan = '', gstin = '', linkedNumber = '', oauthState = '', accessRequest = '', customerEmail = '' } = personal;
  const change = { current: new Secret(planted.password), next: new Secret(planted.nextPassword) };
  const [id, other] = ids;
  const reference = `ref-${turn}`;
  const person = { email: 'desk@example.com', phone: '+91 22 1234', description: 'Desk', grants: ['calls'] };
  const carrierOptions = { password: new Secret(consolePassword), rateLimit: 7 };
  const company = { company_name: 'Acme', selected_cin: 'U72900KA2024PTC123456' };
  const redirect = { redirect_url: 'https://app.invalid/back', oauth_state: oauthState };
  const request = { access_request_id: accessRequest, linked_number: linkedNumber };
  const session = { account_auth_id: id, flow_type: 'email', customer_email: customerEmail } as const;
  const stepsOf = (name: string, kyc: VobizKycSteps): Call[] => [
    [`${name}.verifyPan`, (call) => kyc.verifyPan(id, { pan }, call)],
    [`${name}.verifyGst`, (call) => kyc.verifyGst(id, { gstin }, call)],
    [`${name}.searchCin`, (call) => kyc.searchCin(id, company, call)],
    [`${name}.confirmCin`, (call) => kyc.confirmCin(id, company, call)],
    [`${name}.initiateDigilocker`, (call) => kyc.initiateDigilocker(id, redirect, call)],
    [`${name}.verifyDigilocker`, (call) => kyc.verifyDigilocker(id, request, call)],
  ];
  // Printing a Zod schema with `getters: true` breaks all schemas of its class (Zod 4.6).
  const { carrierOptions: _schema, ...printable } = provider;
  const { carrierOptions: _sameSchema, ...printableSubUsers } = subUsers;
  return {
    held: { options, provider: printable, client, subUsers: printableSubUsers },
    calls: [
      ['create', (call) => subUsers.create({ name: 'Desk', ...person, reference, carrierOptions }, call)],
      ['create plainly', (call) => subUsers.create({ name: 'D', carrierOptions: { password: consolePassword } }, call)],
      ['create settled', (call) => subUsers.create({ name: 'S', carrierOptions }, { ...call, ifUnknown: 'settle' })],
      ['get', (call) => subUsers.get(id, call)],
      ['list', (call) => all(subUsers.list({}, call))],
      ['list active', (call) => all(subUsers.list({ status: 'active' }, call))],
      ['find by reference', (call) => subUsers.find({ reference }, call)],
      ['find by name', (call) => subUsers.find({ name: 'nobody' }, call)],
      ['update', (call) => subUsers.update(id, { name: 'New', description: 'Other', grants: ['cdr'] }, call)],
      ['suspend', (call) => subUsers.suspend(id, call)],
      ['resume', (call) => subUsers.resume(id, call)],
      ['verification', (call) => subUsers.verification(id, call)],
      ['grants', (call) => subUsers.grants(call)],
      ['changePassword', (call) => subUsers.changePassword(id, change, call)],
      ['listSubAccounts', (call) => client.listSubAccounts({ page: 1, size: 5 }, call)],
      ['createSubAccount', (call) => client.createSubAccount({ name: 'Plain', password: consolePassword }, call)],
      ['retrieveSubAccount', (call) => client.retrieveSubAccount(id, call)],
      ['updateSubAccount', (call) => client.updateSubAccount(id, { rate_limit: 9 }, call)],
      ['kyc.status', (call) => client.kyc.status(id, call)],
      ['kyc.createSession', (call) => client.kyc.createSession(id, session, call)],
      ...stepsOf('kyc', client.kyc),
      ...stepsOf('kycTest', client.kycTest),
      [
        'kycTest.finalizePending',
        (call) => client.kycTest.finalizePending(id, { verification_type: 'pan', outcome: 'verified' }, call),
      ],
      ['delete', (call) => subUsers.delete(id, call)],
      ['deleteSubAccount', (call) => client.deleteSubAccount(other, call)],
    ],
    async close() {
      await Promise.all([subUsers.close(), client.close()]);
    },
  };
}
