// What each carrier answers, by its documents. Rows are made when they are asked for: an account of a million is no load.
import { otherRoutes } from './other-answers.ts';
import { type Answer, type Asked, json, nextPlace, type Route, type RouteEntry, token } from './route.ts';
import type { ServerSettings } from './start-server.ts';

/** `SA_` and eight characters, as Vobiz has them. */
const vobizId = (place: number): string => `SA_${place.toString(36).toUpperCase().padStart(8, '0')}`;

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

/** A row's text with its place filled in: three times as fast as `JSON.stringify` of it. */
function rowText(
  row: (place: number) => object,
  marks: readonly [string, (place: number) => string][],
): (place: number) => string {
  const model = 987_654;
  let pieces: (string | ((place: number) => string))[] = [JSON.stringify(row(model))];
  for (const [name, write] of marks) {
    const mark = write(model);
    pieces = pieces.flatMap((piece) => {
      if (typeof piece !== 'string') return [piece];
      return piece.split(mark).flatMap((part, index) => (index === 0 ? [part] : [write, part]));
    });
    if (!pieces.includes(write)) throw new Error(`A row of the bench has no ${name}`);
  }
  return (place) =>
    pieces.reduce<string>((text, piece) => text + (typeof piece === 'string' ? piece : piece(place)), '');
}

const vobizRowText = rowText(vobizRow, [
  ['auth_id', vobizId],
  ['id', (place) => String(500_000 + place)],
  ['number', String],
]);

function voximplantRow(place: number): object {
  return {
    subuser_id: place,
    subuser_name: `desk-${place}`,
    description: `Support desk [ref:acme-${place}~k3f9x2ab7q]`,
    roles: [
      { role_id: 1, role_name: 'Accountant', inherited: false },
      { role_id: 3, role_name: 'Developer', inherited: false },
    ],
  };
}

const voximplantRowText = rowText(voximplantRow, [['number', String]]);

function range(from: number, to: number, text: (place: number) => string): string {
  let all = '';
  for (let place = from; place < to; place += 1) all += (place === from ? '' : ',') + text(place);
  return all;
}

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
const listVobiz: Route = (_, parameters, { rows }) => {
  const [page, size] = [Number(parameters.get('page') ?? 1), Number(parameters.get('size') ?? 25)];
  const from = (page - 1) * size;
  const text = range(from, Math.min(rows, from + size), vobizRowText);
  return { status: 200, text: `{"sub_accounts":[${text}],"total":${rows},"page":${page},"size":${size}}` };
};

const addSubUser: Route = () => json({ result: { subuser_id: nextPlace() } });

const getRoles: Route = () =>
  json({
    result: ['Owner', 'Accountant', 'Developer', 'Supervisor', 'CallList'].map((role_name, index) => ({
      role_id: index + 1,
      role_name,
      gui_only: false,
    })),
  });

/** No total, as the reference's example has none. */
const getSubUsers: Route = (_, parameters, { rows }) => {
  const id = parameters.get('subuser_id');
  if (id !== null) return { status: 200, text: `{"result":[${voximplantRowText(Number(id))}]}` };
  const from = Number(parameters.get('offset') ?? 0);
  const text = range(from + 1, Math.min(rows, from + Number(parameters.get('count') ?? 20)) + 1, voximplantRowText);
  return { status: 200, text: `{"result":[${text}]}` };
};

/** Voximplant's official client posts every call to one path, as a multipart form that names the method in `cmd`. */
const callVoximplant: Route = ({ method, body }, _, settings) => {
  const parameters = new URLSearchParams();
  for (const [, name = '', value = ''] of body.matchAll(/name="(\w+)"\r\n\r\n([^\r]*)/gu)) parameters.set(name, value);
  return answer({ method, url: `/platform_api/${parameters.get('cmd')}/?${parameters}`, body }, settings);
};

const routes: readonly RouteEntry[] = [
  ...otherRoutes,
  ['POST', /^\/api\/v1\/accounts\/\w+\/sub-accounts\/$/u, createVobiz],
  ['GET', /^\/api\/v1\/accounts\/\w+\/sub-accounts\/$/u, listVobiz],
  ['GET', /^\/api\/v1\/accounts\/\w+\/sub-accounts\/SA_\w+$/u, getVobiz],
  ['POST', /^\/platform_api\/AddSubUser\/?$/u, addSubUser],
  ['GET', /^\/platform_api\/AddSubUser\/?$/u, addSubUser],
  ['GET', /^\/platform_api\/GetRoles\/?$/u, getRoles],
  ['POST', /^\/platform_api\/GetRoles\/?$/u, getRoles],
  ['GET', /^\/platform_api\/GetSubUsers\/?$/u, getSubUsers],
  ['POST', /^\/platform_api\/GetSubUsers\/?$/u, getSubUsers],
  ['POST', /^\/platform_api\/?$/u, callVoximplant],
];

export function answer(asked: Asked, settings: ServerSettings): Answer {
  const [path = '', query = ''] = asked.url.split('?');
  const [, , route] = routes.find(([method, pattern]) => method === asked.method && pattern.test(path)) ?? [];
  if (route === undefined) return json({ error: `the bench server has no ${asked.method} ${path}` }, 404);
  return route(asked, new URLSearchParams(query), settings);
}
