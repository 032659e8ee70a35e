import type { Reply } from '../../server/carrier-script.ts';
import { isJsonObject } from '../../server/map-objects.ts';
import { invalid, Refusal } from '../refusal.ts';
import { documents } from '../state/kyc-state.ts';
import type { VerificationStatus } from '../state/kyc-state.ts';
import type { SubAccount } from '../state/sub-account.ts';
import { checkRedirect, digilockerLink, fieldsOf, foundCin, record } from './kyc-operations.ts';
import type { Invocation, SubAccountOperation } from './operation.ts';

type Outcome = VerificationStatus | 'error';

const magic: ReadonlyMap<string, Outcome> = new Map([
  ['TESTSUCCESS0001', 'verified'],
  ['TESTFAIL0001', 'failed'],
  ['TESTERROR0001', 'error'],
  ['TESTPENDING001', 'pending'],
  ['TESTPENDING_FAIL', 'pending'],
]);

/** Every answer of test mode except errors contains `mock: true`. */
export function mocked(operation: SubAccountOperation): SubAccountOperation {
  return (invocation, subAccount) => {
    const reply = operation(invocation, subAccount);
    return isJsonObject(reply.body) ? { ...reply, body: { ...reply.body, mock: true } } : reply;
  };
}

export function verifyPan(invocation: Invocation, subAccount: SubAccount): Reply {
  return record(invocation, subAccount, 'pan', outcomeOf(invocation, 'pan'));
}

export function verifyGst(invocation: Invocation, subAccount: SubAccount): Reply {
  return record(invocation, subAccount, 'gst', outcomeOf(invocation, 'gstin'));
}

export function confirmCin(invocation: Invocation, subAccount: SubAccount): Reply {
  const fields = fieldsOf(invocation);
  fields.requiredText('company_name');
  const cin = fields.requiredText('selected_cin');
  fields.check();
  return record(invocation, subAccount, 'cin', cin.startsWith(foundCin) ? 'verified' : 'failed');
}

export function initiateDigilocker(invocation: Invocation): Reply {
  checkRedirect(invocation);
  return digilockerLink('MOCK_AR_SUCCESS');
}

export function verifyDigilocker(invocation: Invocation, subAccount: SubAccount): Reply {
  const fields = fieldsOf(invocation);
  const accessRequest = fields.choice('access_request_id', ['MOCK_AR_SUCCESS', 'MOCK_AR_FAIL']);
  if (accessRequest === undefined) fields.requiredText('access_request_id');
  fields.check();
  return record(invocation, subAccount, 'aadhaar', accessRequest === 'MOCK_AR_SUCCESS' ? 'verified' : 'failed');
}

export function finalizePending(invocation: Invocation, subAccount: SubAccount): Reply {
  const fields = fieldsOf(invocation);
  fields.requiredText('verification_type');
  fields.requiredText('outcome');
  const document = fields.choice('verification_type', documents) ?? 'pan';
  const outcome = fields.choice('outcome', ['verified', 'failed']) ?? 'failed';
  fields.check();
  if (subAccount.verifications[document] !== 'pending') throw new Refusal(404, `No pending ${document} verification`);
  return record(invocation, subAccount, document, outcome);
}

/**
 * A GSTIN has 15 characters, so Vobiz's page says to pad the shorter magic values; its clients' examples add `GST` to one
 * that has 15. Both forms are accepted.
 */
function outcomeOf(invocation: Invocation, key: 'pan' | 'gstin'): VerificationStatus {
  const fields = fieldsOf(invocation);
  const value = fields.requiredText(key);
  fields.check();
  const isPadded = (known: string): boolean =>
    value === `${known}GST` || (value.length === 15 && value.startsWith(known));
  const padded = key === 'gstin' ? [...magic.keys()].find((known) => isPadded(known)) : undefined;
  const outcome = magic.get(padded ?? value);
  if (outcome === 'error') throw new Refusal(500, 'Simulated provider error');
  if (outcome !== undefined) return outcome;
  const msg = `Input should be one of the magic values: ${[...magic.keys()].join(', ')}`;
  throw invalid([{ type: 'value_error', loc: ['body', key], msg }]);
}
