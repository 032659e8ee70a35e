import type { Route } from '../../server/router.ts';
import * as kyc from './kyc-operations.ts';
import { openSession } from './kyc-session.ts';
import * as test from './kyc-test-operations.ts';
import { onSubAccount, type Operation, type SubAccountOperation } from './operation.ts';
import { create, list, remove, retrieve, update } from './sub-account-operations.ts';

const accounts = '/api/v1/accounts/:account/sub-accounts';
const kycBase = '/api/v1/sub-accounts/:subAccount';
const testBase = '/api/v1/sub-accounts/test/:subAccount/kyc';
const mock = (run: SubAccountOperation): Operation => onSubAccount(test.mocked(run));

/** `operation` is the shared word, if there is one. */
function route(
  method: string,
  path: string,
  carrierOperation: string,
  run: Operation,
  operation = carrierOperation,
): Route<Operation> {
  return { method, path, operation, carrierOperation, run };
}

/** The documented operations, with every path as vobiz.md writes it, slash for slash. */
export const operations: readonly Route<Operation>[] = [
  route('GET', `${accounts}/`, 'listSubAccounts', list, 'list'),
  route('POST', `${accounts}/`, 'createSubAccount', create, 'create'),
  route('GET', `${accounts}/:subAccount`, 'retrieveSubAccount', onSubAccount(retrieve), 'get'),
  route('PUT', `${accounts}/:subAccount`, 'updateSubAccount', onSubAccount(update), 'update'),
  route('DELETE', `${accounts}/:subAccount`, 'deleteSubAccount', onSubAccount(remove), 'delete'),
  route('GET', `${kycBase}/kyc/status`, 'kyc.status', onSubAccount(kyc.status), 'verification'),
  route('POST', `${kycBase}/kyc/verify-pan`, 'kyc.verifyPan', onSubAccount(kyc.verifyPan)),
  route('POST', `${kycBase}/kyc/verify-gst`, 'kyc.verifyGst', onSubAccount(kyc.verifyGst)),
  route('POST', `${kycBase}/kyc/cin/search`, 'kyc.searchCin', onSubAccount(kyc.searchCin)),
  route('POST', `${kycBase}/kyc/cin/confirm`, 'kyc.confirmCin', onSubAccount(kyc.confirmCin)),
  route('POST', `${kycBase}/kyc/digilocker/initiate`, 'kyc.initiateDigilocker', onSubAccount(kyc.initiateDigilocker)),
  route('POST', `${kycBase}/kyc/digilocker/verify`, 'kyc.verifyDigilocker', onSubAccount(kyc.verifyDigilocker)),
  route('POST', `${kycBase}/kyc-sessions`, 'kyc.createSession', onSubAccount(openSession)),
  route('POST', `${testBase}/verify-pan`, 'kycTest.verifyPan', mock(test.verifyPan)),
  route('POST', `${testBase}/verify-gst`, 'kycTest.verifyGst', mock(test.verifyGst)),
  route('POST', `${testBase}/cin/search`, 'kycTest.searchCin', mock(kyc.searchCin)),
  route('POST', `${testBase}/cin/confirm`, 'kycTest.confirmCin', mock(test.confirmCin)),
  route('POST', `${testBase}/digilocker/initiate`, 'kycTest.initiateDigilocker', mock(test.initiateDigilocker)),
  route('POST', `${testBase}/digilocker/verify`, 'kycTest.verifyDigilocker', mock(test.verifyDigilocker)),
  route('POST', `${testBase}/finalize-pending`, 'kycTest.finalizePending', mock(test.finalizePending)),
];
