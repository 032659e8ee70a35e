import type { Reply } from '../../server/carrier-script.ts';
import { Refusal } from '../refusal.ts';
import { documents } from '../state/kyc-state.ts';
import type { VerificationStatus } from '../state/kyc-state.ts';
import type { SubAccount } from '../state/sub-account.ts';
import { isJsonObject } from '../wire/json-body.ts';
import { checkRedirect, digilockerLink, fieldsOf, foundCin, record } from './kyc-operations.ts';
import type { Visit } from './request-context.ts';

type Outcome = VerificationStatus | 'error';

const magic: ReadonlyMap<string, Outcome> = new Map([
  ['TESTSUCCESS0001', 'verified'],
  ['TESTFAIL0001', 'failed'],
  ['TESTERROR0001', 'error'],
  ['TESTPENDING001', 'pending'],
  ['TESTPENDING_FAIL', 'pending'],
]);

/** Every answer of test mode says so, errors aside. */
export function mocked(operation: (visit: Visit, subAccount: SubAccount) => Reply) {
  return (visit: Visit, subAccount: SubAccount): Reply => {
    const reply = operation(visit, subAccount);
    return isJsonObject(reply.body) ? { ...reply, body: { ...reply.body, mock: true } } : reply;
  };
}

export function verifyPan(visit: Visit, subAccount: SubAccount): Reply {
  return record(visit, subAccount, 'pan', outcomeOf(visit, 'pan'));
}

export function verifyGst(visit: Visit, subAccount: SubAccount): Reply {
  return record(visit, subAccount, 'gst', outcomeOf(visit, 'gstin'));
}

export function confirmCin(visit: Visit, subAccount: SubAccount): Reply {
  const fields = fieldsOf(visit);
  fields.requiredText('company_name');
  const cin = fields.requiredText('selected_cin');
  fields.check();
  return record(visit, subAccount, 'cin', cin.startsWith(foundCin) ? 'verified' : 'failed');
}

export function initiateDigilocker(visit: Visit): Reply {
  checkRedirect(visit);
  return digilockerLink('MOCK_AR_SUCCESS');
}

export function verifyDigilocker(visit: Visit, subAccount: SubAccount): Reply {
  const fields = fieldsOf(visit);
  const accessRequest = fields.choice('access_request_id', ['MOCK_AR_SUCCESS', 'MOCK_AR_FAIL']);
  if (accessRequest === undefined) fields.requiredText('access_request_id');
  fields.check();
  return record(visit, subAccount, 'aadhaar', accessRequest === 'MOCK_AR_SUCCESS' ? 'verified' : 'failed');
}

export function finalizePending(visit: Visit, subAccount: SubAccount): Reply {
  const fields = fieldsOf(visit);
  fields.requiredText('verification_type');
  fields.requiredText('outcome');
  const document = fields.choice('verification_type', documents) ?? 'pan';
  const outcome = fields.choice('outcome', ['verified', 'failed']) ?? 'failed';
  fields.check();
  if (subAccount.verifications[document] !== 'pending') throw new Refusal(404, `No pending ${document} verification`);
  return record(visit, subAccount, document, outcome);
}

/** A GSTIN has 15 characters, so Vobiz's page tells to pad the shorter magic values; both forms are taken. */
function outcomeOf(visit: Visit, key: 'pan' | 'gstin'): VerificationStatus {
  const fields = fieldsOf(visit);
  const value = fields.requiredText(key);
  fields.check();
  const padded = [...magic.keys()].find((known) => key === 'gstin' && value.length === 15 && value.startsWith(known));
  const outcome = magic.get(padded ?? value);
  if (outcome === 'error') throw new Refusal(500, 'Simulated provider error');
  if (outcome !== undefined) return outcome;
  const msg = `Input should be one of the magic values: ${[...magic.keys()].join(', ')}`;
  throw new Refusal(422, 'Validation failed', [{ type: 'value_error', loc: ['body', key], msg }]);
}
