// What Twilio, Plivo and Vonage answer when a sub-account of their kind is made or listed, by their documents.
import { json, nextPlace, type Route, type RouteEntry, token } from './route.ts';

const twilioAccount = (place: number): object => {
  const sid = `AC${String(place).padStart(32, '0')}`;
  const uri = `/2010-04-01/Accounts/${sid}`;
  const parts = [
    'addresses',
    'conferences',
    'signing_keys',
    'transcriptions',
    'connect_apps',
    'sip',
    'authorized_connect_apps',
  ];
  const more = [
    'usage',
    'keys',
    'applications',
    'recordings',
    'short_codes',
    'calls',
    'notifications',
    'incoming_phone_numbers',
  ];
  return {
    status: 'active',
    date_updated: 'Thu, 30 Jul 2026 20:00:00 +0000',
    auth_token: token,
    friendly_name: `Orbit Labs Billing ${place}`,
    owner_account_sid: 'AC00000000000000000000000000000000',
    uri: `${uri}.json`,
    sid,
    date_created: 'Thu, 30 Jul 2026 20:00:00 +0000',
    type: 'Full',
    subresource_uris: Object.fromEntries([...parts, ...more].map((part) => [part, `${uri}/${part}.json`])),
  };
};

const plivoSubaccount = (place: number): object => ({
  account: '/v1/Account/MA2025RK4E639VJFZAMM/',
  auth_id: `SA${String(place).padStart(18, '0')}`,
  auth_token: token,
  created: '2026-07-30',
  enabled: true,
  modified: null,
  name: `Orbit Labs Billing ${place}`,
  new_auth_token: token,
  resource_uri: `/v1/Account/MA2025RK4E639VJFZAMM/Subaccount/SA${place}/`,
});

const vonageSubaccount = (place: number): object => ({
  api_key: String(place).padStart(8, '0'),
  primary_account_api_key: 'abcd1234',
  use_primary_account_balance: true,
  name: `Orbit Labs Billing ${place}`,
  balance: 100.25,
  credit_limit: -100.25,
  suspended: false,
  created_at: '2026-07-30T20:00:00Z',
});

const all = (rows: number, row: (place: number) => object): object[] =>
  Array.from({ length: rows }, (_, place) => row(place + 1));

const createTwilio: Route = () => json(twilioAccount(nextPlace()), 201);
const listTwilio: Route = (_, __, { rows }) => {
  const uri = '/2010-04-01/Accounts.json?PageSize=50&Page=0';
  const paging = { first_page_uri: uri, next_page_uri: null, previous_page_uri: null, page: 0, page_size: 50, uri };
  return json({ ...paging, start: 0, end: rows - 1, accounts: all(rows, twilioAccount) });
};

const createPlivo: Route = () => {
  const { auth_id } = plivoSubaccount(nextPlace()) as { auth_id: string };
  return json({ api_id: 'b84e35d8-1f3c-11f0-9d3c', auth_id, auth_token: token, message: 'created' }, 201);
};
const listPlivo: Route = (_, __, { rows }) => {
  const meta = { limit: rows, next: null, offset: 0, previous: null, total_count: rows };
  return json({ api_id: 'b84e35d8-1f3c-11f0-9d3c', meta, objects: all(rows, plivoSubaccount) });
};

const createVonage: Route = () => json({ ...vonageSubaccount(nextPlace()), secret: 'Password123' });
const listVonage: Route = (_, __, { rows }) =>
  json({
    total_balance: 9999.99,
    total_credit_limit: 0,
    _links: { self: { href: '/accounts/abcd1234/subaccounts' } },
    _embedded: { primary_account: vonageSubaccount(0), subaccounts: all(rows, vonageSubaccount) },
  });

export const otherRoutes: readonly RouteEntry[] = [
  ['POST', /^\/2010-04-01\/Accounts\.json$/u, createTwilio],
  ['GET', /^\/2010-04-01\/Accounts\.json$/u, listTwilio],
  ['POST', /^\/v1\/Account\/\w+\/+Subaccount\/$/u, createPlivo],
  ['GET', /^\/v1\/Account\/\w+\/+Subaccount\/$/u, listPlivo],
  ['POST', /^\/accounts\/\w+\/subaccounts$/u, createVonage],
  ['GET', /^\/accounts\/\w+\/subaccounts$/u, listVonage],
];
