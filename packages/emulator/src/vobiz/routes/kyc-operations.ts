import type { Reply } from '../../server/carrier-script.ts';
import { Refusal } from '../refusal.ts';
import { uuidOf } from '../state/identifiers.ts';
import { callsBlocked, overallStatus } from '../state/kyc-state.ts';
import type { KycDocument, VerificationStatus } from '../state/kyc-state.ts';
import type { SubAccount } from '../state/sub-account.ts';
import { BodyFields } from '../wire/body-fields.ts';
import { jsonObjectOf } from '../wire/json-body.ts';
import type { Invocation } from './operation.ts';

/** The company that every search finds, and whose CIN test mode accepts (vobiz.md, test mode). */
export const foundCin = 'U72900KA2024PTC123456';

export function status(_: Invocation, subAccount: SubAccount): Reply {
  const { authId, kycMode, businessType, verifications } = subAccount;
  const body = {
    sub_account_id: authId,
    kyc_mode: kycMode,
    business_type: businessType,
    overall_status: overallStatus(subAccount),
    kyc_calls_blocked: callsBlocked(subAccount),
    verifications,
  };
  return { status: 200, body };
}

/** Outside test mode nothing is ever verified: a document of the right length stays pending. */
export function verifyPan(invocation: Invocation, subAccount: SubAccount): Reply {
  return verify(invocation, subAccount, { document: 'pan', key: 'pan', length: 10 });
}

export function verifyGst(invocation: Invocation, subAccount: SubAccount): Reply {
  return verify(invocation, subAccount, { document: 'gst', key: 'gstin', length: 15 });
}

function verify(
  invocation: Invocation,
  subAccount: SubAccount,
  { document, key, length }: { document: KycDocument; key: string; length: number },
): Reply {
  const fields = fieldsOf(invocation);
  const number = fields.requiredText(key);
  fields.check();
  // The pages of both calls document this status and, for all KYC, the fourth shape.
  if (number.length !== length) throw new Refusal(400, `${key} must have exactly ${length} characters`, undefined, 4);
  const example = { [key]: number, registered_name: subAccount.name.toUpperCase(), name_match: true };
  return record(invocation, subAccount, document, 'pending', invocation.settings.kycReply === 'example' ? example : {});
}

export function searchCin(invocation: Invocation): Reply {
  const fields = fieldsOf(invocation);
  const company = fields.requiredText('company_name');
  fields.check();
  return { status: 200, body: { matches: [{ cin: foundCin, company_name: company.toUpperCase(), status: 'Active' }] } };
}

export function confirmCin(invocation: Invocation, subAccount: SubAccount): Reply {
  const fields = fieldsOf(invocation);
  fields.requiredText('company_name');
  fields.requiredText('selected_cin');
  fields.check();
  return record(invocation, subAccount, 'cin', 'pending');
}

export function initiateDigilocker(invocation: Invocation, subAccount: SubAccount): Reply {
  checkRedirect(invocation);
  return digilockerLink(accessRequestOf(subAccount));
}

export function verifyDigilocker(invocation: Invocation, subAccount: SubAccount): Reply {
  const fields = fieldsOf(invocation);
  const accessRequest = fields.requiredText('access_request_id');
  fields.text('linked_number');
  fields.check();
  if (accessRequest !== accessRequestOf(subAccount)) throw new Refusal(404, 'No such access request');
  return record(invocation, subAccount, 'aadhaar', 'pending');
}

export function fieldsOf(invocation: Invocation): BodyFields {
  return new BodyFields(jsonObjectOf(invocation.request));
}

export function checkRedirect(invocation: Invocation): void {
  const fields = fieldsOf(invocation);
  fields.requiredText('redirect_url');
  fields.text('oauth_state');
  fields.check();
}

export function digilockerLink(accessRequest: string): Reply {
  const url = `https://digilocker.invalid/authorize?request=${accessRequest}`;
  return { status: 200, body: { auth_url: url, access_request_id: accessRequest } };
}

/** Stores a document's state and returns it with the gate that follows from all documents. */
export function record(
  { account, now }: Invocation,
  subAccount: SubAccount,
  document: KycDocument,
  outcome: VerificationStatus,
  more: object = {},
): Reply {
  subAccount.verifications = { ...subAccount.verifications, [document]: outcome };
  account.subAccounts.touch(subAccount, now);
  const body = { verification_type: document, status: outcome, ...more, kyc_calls_blocked: callsBlocked(subAccount) };
  return { status: 200, body };
}

function accessRequestOf({ authId }: SubAccount): string {
  return `AR_${uuidOf(`access request ${authId}`).slice(0, 13)}`;
}
