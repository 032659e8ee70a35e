import type { Reply } from '../../server/carrier-script.ts';
import { Refusal } from '../refusal.ts';
import { uuidOf } from '../state/identifiers.ts';
import { callsBlocked, overallStatus } from '../state/kyc-state.ts';
import type { KycDocument, VerificationStatus } from '../state/kyc-state.ts';
import type { SubAccount } from '../state/sub-account.ts';
import { BodyFields } from '../wire/body-fields.ts';
import { jsonObjectOf } from '../wire/json-body.ts';
import { dateTimeOf } from '../wire/microseconds.ts';
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

/** Outside test mode nothing is ever verified: a well-formed document stays pending. */
export function verifyPan(invocation: Invocation, subAccount: SubAccount): Reply {
  const fields = fieldsOf(invocation);
  fields.textLike('pan', /^[A-Z\d]{10}$/iu, 'PAN should have exactly 10 characters');
  fields.check();
  return record(invocation, subAccount, 'pan', 'pending');
}

export function verifyGst(invocation: Invocation, subAccount: SubAccount): Reply {
  const fields = fieldsOf(invocation);
  fields.textLike('gstin', /^[A-Z\d]{15}$/iu, 'GSTIN should have exactly 15 characters');
  fields.check();
  return record(invocation, subAccount, 'gst', 'pending');
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
  fields.textLike('selected_cin', /^[A-Z\d]{21}$/iu, 'CIN should have exactly 21 characters');
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

/** A page hosted by the carrier; its URL does not resolve. */
export function openSession(invocation: Invocation, { authId }: SubAccount): Reply {
  const fields = fieldsOf(invocation);
  fields.requiredText('account_auth_id');
  fields.requiredText('flow_type');
  const flow = fields.choice('flow_type', ['email', 'redirect']);
  if (flow === 'email') fields.textLike('customer_email', /@/u, 'value is not a valid email address');
  if (flow === 'redirect') fields.requiredText('redirect_url');
  fields.text('webhook_url');
  const days = fields.integer('expires_in_days') ?? 7;
  fields.check();
  const session = uuidOf(`session ${authId} ${invocation.now}`);
  const body = {
    session_id: session,
    account_auth_id: authId,
    flow_type: flow,
    status: flow === 'email' ? 'email_sent' : 'link_ready',
    expires_at: dateTimeOf((invocation.now + days * 86_400_000) * 1000),
    widget_url: flow === 'email' ? null : `https://kyc.invalid/session/${session}`,
  };
  return { status: 201, body };
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
): Reply {
  subAccount.verifications = { ...subAccount.verifications, [document]: outcome };
  account.subAccounts.touch(subAccount, now);
  const body = { verification_type: document, status: outcome, kyc_calls_blocked: callsBlocked(subAccount) };
  return { status: 200, body };
}

function accessRequestOf({ authId }: SubAccount): string {
  return `AR_${uuidOf(`access request ${authId}`).slice(0, 13)}`;
}
