import type { Exchange } from '../../support/recorder.ts';

// The examples of Vobiz's own pages, value for value, except that a token which a page cuts short with dots is written out.

const headers = { 'x-auth-id': 'MA_XXXXXXXX', 'x-auth-token': 'auth_token', 'content-type': 'application/json' };
const accountPath = '/api/v1/accounts/MA_XXXXXXXX/sub-accounts/';

const supportTeam = {
  name: 'Support Team',
  email: 'support@example.com',
  phone: '+1234567890',
  description: 'Support-facing voice workload',
  permissions: { calls: true, cdr: true },
  rate_limit: 500,
  id: '500001',
  parent_account_id: '510762',
  parent_auth_id: 'MA_XXXXXXXX',
  auth_id: 'SA_XXXXXXXX',
  auth_token: 'sub_account_auth_token_shown_once',
  api_id: 'aabbccdd-1234-5678-90ab-cdef12345678',
  email_verified: false,
  enabled: true,
  is_active: true,
  created: '2025-10-22T03:57:35.997500Z',
  modified: '2025-10-22T03:57:35.997500Z',
  created_at: '2025-10-22T03:57:35.997500Z',
  updated_at: '2025-10-22T03:57:35.997500Z',
  account: '/v1/Account/MA_XXXXXXXX/',
  resource_uri: '/v1/Account/MA_XXXXXXXX/Subaccount/SA_XXXXXXXX/',
  last_used: null,
};
const nothingElse = { email: null, phone: null, description: null, permissions: null };
const onADay = { created: '2026-03-25', modified: '2026-03-25' };
const redacted = { auth_token: '<redacted>' };

function exchange(method: string, path: string, sent: object | undefined, status: number, replied: object): Exchange {
  const body = sent === undefined ? '' : JSON.stringify(sent);
  const reply = { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(replied) };
  return { method, path, headers, body, reply };
}

export const examples: Record<string, Exchange> = {
  'seed 000, create': exchange(
    'POST',
    accountPath,
    {
      name: 'Support Team',
      email: 'support@example.com',
      phone: '+1234567890',
      description: 'Support-facing voice workload',
      rate_limit: 500,
      permissions: { calls: true, cdr: true },
      password: 'S0pport123!',
      enabled: true,
      kyc_mode: 'customer_use',
    },
    201,
    {
      message: 'Sub-account created successfully',
      sub_account: supportTeam,
      auth_credentials: { auth_id: 'SA_XXXXXXXX', auth_token: 'sub_account_auth_token_shown_once' },
      tokens: {
        access_token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2ln',
        refresh_token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2ln',
        token_type: 'bearer',
        expires_in: 1800,
      },
    },
  ),
  'seed 001, list': exchange('GET', `${accountPath}?page=1&size=25&active_only=true`, undefined, 200, {
    sub_accounts: [
      {
        ...supportTeam,
        ...nothingElse,
        ...onADay,
        ...redacted,
        name: 'Acme Corp',
        rate_limit: 1000,
        parent_account_id: '500000',
        created_at: '2026-03-25T08:33:24.700542Z',
        updated_at: '2026-03-25T08:33:24.700542Z',
      },
      {
        ...supportTeam,
        ...nothingElse,
        ...onADay,
        ...redacted,
        name: 'John Doe',
        email: 'john@example.com',
        permissions: { cdr: true, calls: true },
        rate_limit: 5000,
        id: '500002',
        parent_account_id: '500000',
        auth_id: 'SA_YYYYYYYY',
        api_id: '11223344-5566-7788-99aa-bbccddeeff00',
        created_at: '2026-03-25T11:56:03.796409Z',
        updated_at: '2026-03-25T11:56:03.796409Z',
        resource_uri: '/v1/Account/MA_XXXXXXXX/Subaccount/SA_YYYYYYYY/',
      },
    ],
    total: 28,
    page: 1,
    size: 10,
  }),
  'seed 003, update': exchange(
    'PUT',
    `${accountPath}SA_XXXXXXXX`,
    {
      description: 'Updated permissions',
      rate_limit: 750,
      email: 'updated@example.com',
      enabled: true,
      kyc_mode: 'customer_use',
    },
    200,
    {
      ...supportTeam,
      ...redacted,
      email: 'updated@example.com',
      description: 'Updated permissions',
      rate_limit: 750,
      modified: '2025-10-22T03:59:52.261439Z',
      updated_at: '2025-10-22T03:59:52.261439Z',
    },
  ),
  'seed 003, the example of its OpenAPI part': exchange(
    'PUT',
    `${accountPath}SA_XXXXXXXX`,
    { kyc_mode: 'customer_use' },
    200,
    {
      ...supportTeam,
      ...nothingElse,
      ...onADay,
      ...redacted,
      name: 'Acme Sub-Account Updated',
      rate_limit: 1000,
      enabled: false,
      created_at: '2026-03-25T10:00:00Z',
      updated_at: '2026-03-25T10:30:00Z',
    },
  ),
};

/** In the older pages `SA_…` is in `id`, and `auth_id` is the parent's. Their placeholders are filled in. */
const olderTeam = {
  name: 'Support Team',
  email: 'support@example.com',
  phone: '+1234567890',
  description: 'Support-facing voice workload',
  permissions: { calls: true, cdr: true },
  rate_limit: 500,
  id: 'SA_XXXXXXXX',
  parent_auth_id: 'MA_XXXXXXXX',
  auth_id: 'MA_XXXXXXXX',
  auth_token: '{auth_token}',
  api_id: '{api_id}',
  email_verified: true,
  enabled: true,
  is_active: true,
  created: '2025-10-22T03:57:35.997500Z',
  modified: '2025-10-22T03:57:35.997500Z',
  created_at: '2025-10-22T03:57:35.997500Z',
  updated_at: '2025-10-22T03:57:35.997500Z',
  account: '/api/v1/accounts/MA_XXXXXXXX/',
  resource_uri: '/api/v1/accounts/MA_XXXXXXXX/sub-accounts/SA_XXXXXXXX/',
  last_used: null,
};

/** The examples whose objects have the older keys. */
export const olderExamples: Record<string, Exchange> = {
  'seed 001, its second list': exchange('GET', `${accountPath}?page=1&size=25&active_only=true`, undefined, 200, {
    sub_accounts: [olderTeam],
    total: 1,
    page: 1,
    size: 25,
  }),
  'seed 002, update': exchange(
    'PUT',
    `${accountPath}SA_XXXXXXXX`,
    { description: 'Updated permissions', rate_limit: 750, email: 'updated@example.com', enabled: true },
    200,
    {
      ...olderTeam,
      email: 'updated@example.com',
      description: 'Updated permissions',
      rate_limit: 750,
      modified: '2025-10-22T03:59:52.261439Z',
      updated_at: '2025-10-22T03:59:52.261439Z',
    },
  ),
};
