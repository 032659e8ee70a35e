import { TrieRouter } from 'hono/router/trie-router';
import * as kyc from './kyc-operations.ts';
import * as testMode from './kyc-test-mode.ts';
import { create, list, remove, retrieve, update } from './sub-account-operations.ts';
import { onSubAccount } from './request-context.ts';
import type { Operation } from './request-context.ts';

interface Route {
  /** The name by which `failNext` and the log know it. */
  readonly name: string;
  readonly run: Operation;
}

interface Match {
  readonly route: Route;
  readonly account: string | undefined;
  readonly subAccount: string | undefined;
}

type Row = readonly [method: string, path: string, name: string, run: Operation];

const accounts = '/api/v1/accounts/:account/sub-accounts';
const kycBase = '/api/v1/sub-accounts/:subAccount';
const testBase = '/api/v1/sub-accounts/test/:subAccount/kyc';
const mock = (run: Parameters<typeof testMode.mocked>[0]): Operation => onSubAccount(testMode.mocked(run));

/** Every path as vobiz.md writes it, slash for slash. */
const rows: readonly Row[] = [
  ['GET', `${accounts}/`, 'list', list],
  ['POST', `${accounts}/`, 'create', create],
  ['GET', `${accounts}/:subAccount`, 'retrieve', onSubAccount(retrieve)],
  ['PUT', `${accounts}/:subAccount`, 'update', onSubAccount(update)],
  ['DELETE', `${accounts}/:subAccount`, 'delete', onSubAccount(remove)],
  ['GET', `${kycBase}/kyc/status`, 'kyc-status', onSubAccount(kyc.status)],
  ['POST', `${kycBase}/kyc/verify-pan`, 'verify-pan', onSubAccount(kyc.verifyPan)],
  ['POST', `${kycBase}/kyc/verify-gst`, 'verify-gst', onSubAccount(kyc.verifyGst)],
  ['POST', `${kycBase}/kyc/cin/search`, 'cin-search', onSubAccount(kyc.searchCin)],
  ['POST', `${kycBase}/kyc/cin/confirm`, 'cin-confirm', onSubAccount(kyc.confirmCin)],
  ['POST', `${kycBase}/kyc/digilocker/initiate`, 'digilocker-initiate', onSubAccount(kyc.initiateDigilocker)],
  ['POST', `${kycBase}/kyc/digilocker/verify`, 'digilocker-verify', onSubAccount(kyc.verifyDigilocker)],
  ['POST', `${kycBase}/kyc-sessions`, 'kyc-session', onSubAccount(kyc.openSession)],
  ['POST', `${testBase}/verify-pan`, 'test-verify-pan', mock(testMode.verifyPan)],
  ['POST', `${testBase}/verify-gst`, 'test-verify-gst', mock(testMode.verifyGst)],
  ['POST', `${testBase}/cin/search`, 'test-cin-search', mock(kyc.searchCin)],
  ['POST', `${testBase}/cin/confirm`, 'test-cin-confirm', mock(testMode.confirmCin)],
  ['POST', `${testBase}/digilocker/initiate`, 'test-digilocker-initiate', mock(testMode.initiateDigilocker)],
  ['POST', `${testBase}/digilocker/verify`, 'test-digilocker-verify', mock(testMode.verifyDigilocker)],
  ['POST', `${testBase}/finalize-pending`, 'test-finalize-pending', mock(testMode.finalizePending)],
];

/** Every route's name. */
export const routeNames: readonly string[] = rows.map(([, , name]) => name);

/** Finds routes by exact path: case and closing slash count. */
export class Routes {
  readonly #router = new TrieRouter<Route>();

  constructor() {
    for (const [method, path, name, run] of rows) this.#router.add(method, path, { name, run });
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
