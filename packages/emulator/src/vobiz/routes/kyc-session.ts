import type { Reply } from '../../server/carrier-script.ts';
import { invalid } from '../refusal.ts';
import type { SubAccount } from '../state/sub-account.ts';
import type { BodyFields } from '../wire/body-fields.ts';
import { dateTimeOf } from '../wire/microseconds.ts';
import { fieldsOf } from './kyc-operations.ts';
import type { Invocation } from './operation.ts';

const day = 86_400_000;
const mostDays = 365;

/** A page that Vobiz hosts for the customer. It is neither mailed nor served here. */
export function openSession(invocation: Invocation, { authId, email }: SubAccount): Reply {
  const { account, now, settings } = invocation;
  const fields = fieldsOf(invocation);
  const isStrict = settings.sessionFields === 'required';
  if (isStrict) fields.requiredText('account_auth_id');
  const flow = fields.choice('flow_type', ['email', 'redirect']) ?? 'email';
  const customer = flow === 'email' ? customerOf(fields, isStrict ? null : email) : null;
  if (flow === 'redirect' && isStrict) fields.requiredText('redirect_url');
  fields.text('redirect_url');
  fields.textLike('webhook_url', /^https:\/\//iu, 'URL scheme should be https');
  const days = fields.integer('expires_in_days') ?? settings.sessionDays;
  fields.check();
  if (days < 1 || days > mostDays) {
    throw invalid([
      { type: 'int_range', loc: ['body', 'expires_in_days'], msg: `Input should be from 1 to ${mostDays}` },
    ]);
  }
  const body = {
    session_id: account.chance.uuid(),
    account_auth_id: authId,
    customer_email: customer,
    ...(customer !== null && { email_dispatched_to: masked(customer) }),
    status: flow === 'email' ? 'email_sent' : 'link_ready',
    expires_at: dateTimeOf((now + days * day) * 1000),
    widget_url:
      flow === 'email' ? null : `https://kyc.vobiz.ai/verify?token=kst_${account.chance.bytes(32).toString('hex')}`,
    message: flow === 'email' ? 'KYC email dispatched successfully' : 'Redirect your customer to widget_url to begin.',
  };
  return { status: 201, body };
}

function customerOf(fields: BodyFields, fallback: string | null): string {
  return fields.email('customer_email') ?? fallback ?? fields.requiredText('customer_email');
}

/** `customer@example.com` as the reply shows it: `c***@example.com`. */
function masked(email: string): string {
  return email.replace(/^(.).*@/u, '$1***@');
}
