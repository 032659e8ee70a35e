import { TrieRouter } from 'hono/router/trie-router';
import type { OperationName } from '../../server/carrier-script.ts';
import * as kyc from './kyc-operations.ts';
import * as testMode from './kyc-test-mode.ts';
import { create, list, remove, retrieve, update } from './sub-account-operations.ts';
import { onSubAccount } from './request-context.ts';
import type { Operation } from './request-context.ts';

interface Route extends OperationName {
  readonly run: Operation;
}

interface Match {
  readonly route: Route;
  readonly account: string | undefined;
  readonly subAccount: string | undefined;
}

/** `operation` is the word shared with other carriers, where there is one. */
type Row = readonly [method: string, path: string, carrierOperation: string, run: Operation, operation?: string];

const accounts = '/api/v1/accounts/:account/sub-accounts';
const kycBase = '/api/v1/sub-accounts/:subAccount';
const testBase = '/api/v1/sub-accounts/test/:subAccount/kyc';
const mock = (run: Parameters<typeof testMode.mocked>[0]): Operation => onSubAccount(testMode.mocked(run));

/** Every path as vobiz.md writes it, slash for slash. */
const rows: readonly Row[] = [
  ['GET', `${accounts}/`, 'listSubAccounts', list, 'list'],
  ['POST', `${accounts}/`, 'createSubAccount', create, 'create'],
  ['GET', `${accounts}/:subAccount`, 'retrieveSubAccount', onSubAccount(retrieve), 'get'],
  ['PUT', `${accounts}/:subAccount`, 'updateSubAccount', onSubAccount(update), 'update'],
  ['DELETE', `${accounts}/:subAccount`, 'deleteSubAccount', onSubAccount(remove), 'delete'],
  ['GET', `${kycBase}/kyc/status`, 'kyc.status', onSubAccount(kyc.status), 'verification'],
  ['POST', `${kycBase}/kyc/verify-pan`, 'kyc.verifyPan', onSubAccount(kyc.verifyPan)],
  ['POST', `${kycBase}/kyc/verify-gst`, 'kyc.verifyGst', onSubAccount(kyc.verifyGst)],
  ['POST', `${kycBase}/kyc/cin/search`, 'kyc.searchCin', onSubAccount(kyc.searchCin)],
  ['POST', `${kycBase}/kyc/cin/confirm`, 'kyc.confirmCin', onSubAccount(kyc.confirmCin)],
  ['POST', `${kycBase}/kyc/digilocker/initiate`, 'kyc.initiateDigilocker', onSubAccount(kyc.initiateDigilocker)],
  ['POST', `${kycBase}/kyc/digilocker/verify`, 'kyc.verifyDigilocker', onSubAccount(kyc.verifyDigilocker)],
  ['POST', `${kycBase}/kyc-sessions`, 'kyc.createSession', onSubAccount(kyc.openSession)],
  ['POST', `${testBase}/verify-pan`, 'kycTest.verifyPan', mock(testMode.verifyPan)],
  ['POST', `${testBase}/verify-gst`, 'kycTest.verifyGst', mock(testMode.verifyGst)],
  ['POST', `${testBase}/cin/search`, 'kycTest.searchCin', mock(kyc.searchCin)],
  ['POST', `${testBase}/cin/confirm`, 'kycTest.confirmCin', mock(testMode.confirmCin)],
  ['POST', `${testBase}/digilocker/initiate`, 'kycTest.initiateDigilocker', mock(testMode.initiateDigilocker)],
  ['POST', `${testBase}/digilocker/verify`, 'kycTest.verifyDigilocker', mock(testMode.verifyDigilocker)],
  ['POST', `${testBase}/finalize-pending`, 'kycTest.finalizePending', mock(testMode.finalizePending)],
];

const routes = rows.map(([method, path, carrierOperation, run, operation = carrierOperation]) => ({
  method,
  path,
  route: { operation, carrierOperation, run },
}));

/** What every route is called. */
export const operations: readonly OperationName[] = routes.map(({ route }) => route);

/** Finds routes by exact path: case and closing slash count. */
export class Routes {
  readonly #router = new TrieRouter<Route>();

  constructor() {
    for (const { method, path, route } of routes) this.#router.add(method, path, route);
  }

  find(method: string, path: string): Match | undefined {
    const [matches] = this.#router.match(method, path);
    const [route, parameters] = matches[0] ?? [];
    if (route === undefined) return undefined;
    const values = new Map(Object.entries(parameters ?? {}).map(([name, value]) => [name, String(value)]));
    return { route, account: values.get('account'), subAccount: values.get('subAccount') };
  }

  /** Whether only casing, or a singular, keeps the path from being known: "`/accounts/`, plural and lowercase" (seed 000). */
  isMisspelt(method: string, path: string): boolean {
    const intended = path.toLowerCase().replace(/^\/api\/v1\/account\//u, '/api/v1/accounts/');
    return this.find(method, intended) !== undefined;
  }
}
