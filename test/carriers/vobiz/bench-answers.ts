// What Vobiz answers, by its documents, for the bench server.
import { json, nextPlace, type Route, type RouteEntry, token } from '../../bench/route.ts';
import { range, rowText } from '../../bench/row-text.ts';

/** `SA_` and eight characters, as Vobiz has them. */
export const vobizId = (place: number): string => `SA_${place.toString(36).toUpperCase().padStart(8, '0')}`;

const time = '2026-03-04T05:06:07.890123Z';

function vobizRow(place: number): Record<string, unknown> {
  const id = vobizId(place);
  return {
    name: `Orbit Labs Billing ${place}`,
    email: `desk${place}@customer.example`,
    phone: '+918000000002',
    description: `Billing of Orbit Labs [ref:acme-${place}~k3f9x2ab7q]`,
    permissions: { calls: true, cdr: true },
    rate_limit: 1000,
    id: String(500_000 + place),
    parent_account_id: '510762',
    parent_auth_id: 'MA_B73SSH8S',
    auth_id: id,
    auth_token: '<redacted>',
    api_id: '52afeee1-66d0-4f82-8999-96a05072ddc7',
    email_verified: false,
    enabled: true,
    is_active: true,
    created: time,
    modified: time,
    created_at: time,
    updated_at: time,
    account: '/v1/Account/MA_B73SSH8S/',
    resource_uri: `/v1/Account/MA_B73SSH8S/Subaccount/${id}/`,
    last_used: null,
    kyc_mode: 'personal_use',
    business_type: null,
    kyc_calls_blocked: false,
  };
}

const marks = [
  ['auth_id', vobizId],
  ['id', (place: number) => String(500_000 + place)],
  ['number', String],
] as const;

const vobizRowText = rowText(vobizRow, marks);

/** As the second example of seed 001 has it: tokens in clear, and no KYC fields. */
function rowWithToken(place: number): Record<string, unknown> {
  const row = vobizRow(place);
  for (const name of ['kyc_mode', 'business_type', 'kyc_calls_blocked', 'parent_account_id']) delete row[name];
  return { ...row, auth_token: token };
}

const rowTexts: Readonly<Record<string, (place: number) => string>> = {
  redacted: vobizRowText,
  'with tokens': rowText(rowWithToken, marks),
};

const jwt =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJTQV9HMUIzRUtBMCIsInR5cGUiOiJhY2Nlc3MiLCJpYXQiOjE3OTU2NDI2NzAsImV4cCI6MTc5NTY0NDQ3MH0.oObexv5B0gS09TbppM6P9TXgSDX3856UW9_63Ml3R7g';

const createVobiz: Route = ({ body }) => {
  const asked = JSON.parse(body) as object;
  const place = nextPlace();
  const id = vobizId(place);
  return json(
    {
      message: 'Sub-account created successfully',
      sub_account: { ...vobizRow(place), ...asked, auth_id: id, auth_token: token },
      auth_credentials: { auth_id: id, auth_token: token },
      tokens: { access_token: jwt, refresh_token: jwt, token_type: 'bearer', expires_in: 1800 },
    },
    201,
  );
};

const getVobiz: Route = ({ url }) => {
  const id = url.slice(-11);
  return { status: 200, text: vobizRowText(1).replaceAll(vobizId(1), id) };
};

/** Newest first: place 0 is the newest. */
const listVobiz: Route = (_, parameters, { rows, form }) => {
  const [page, size] = [Number(parameters.get('page') ?? 1), Number(parameters.get('size') ?? 25)];
  const from = (page - 1) * size;
  const text = range(from, Math.min(rows, from + size), rowTexts[form] ?? vobizRowText);
  return { status: 200, text: `{"sub_accounts":[${text}],"total":${rows},"page":${page},"size":${size}}` };
};

export const routes: readonly RouteEntry[] = [
  ['POST', /^\/api\/v1\/accounts\/\w+\/sub-accounts\/$/u, createVobiz],
  ['GET', /^\/api\/v1\/accounts\/\w+\/sub-accounts\/$/u, listVobiz],
  ['GET', /^\/api\/v1\/accounts\/\w+\/sub-accounts\/SA_\w+$/u, getVobiz],
];
