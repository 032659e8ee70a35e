import { createPrivateKey } from 'node:crypto';
import { startVoximplantEmulator } from '@subuser/emulator';
import { SignJWT } from 'jose';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { chunked, contentLength, part, rawRequest, sendRaw } from '../../support/raw-requests.ts';

// What Voximplant's reference and its official clients send (voximplant.md, Calling), byte for byte as an outsider would
// write it: the headers, boundaries and part headers are those of each client's HTTP library.

const emulator = await startVoximplantEmulator();
const { control, credentials, origin } = emulator;
const host = 'api.voximplant.com';

beforeEach(() => control.reset());
afterAll(() => emulator.close());

/** `iss` is a number in four official clients and text in two. */
function token(iss: number | string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ iss: iss as string, iat: now - 5, exp: now + 24 })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: credentials.key_id })
    .sign(createPrivateKey(credentials.private_key));
}

const asNumber = `Authorization: Bearer ${await token(credentials.account_id)}`;
const asText = `Authorization: Bearer ${await token(String(credentials.account_id))}`;

type Fields = readonly (readonly [name: string, value: string])[];
type Client = (command: string, fields: Fields) => string;

const urlencoded = (fields: Fields): string => new URLSearchParams(Object.fromEntries(fields)).toString();
/** As a query is written by hand: a space is `%20`, and only what has to be is escaped. */
const percentEncoded = (fields: Fields): string =>
  fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');

const curlHead = (line: string): string[] => [
  `${line} HTTP/1.1`,
  `Host: ${host}`,
  'User-Agent: curl/7.88.1',
  'Accept: */*',
  asNumber,
];

/** The reference: everything in the query. curl sends no `Content-Length` where there is no body. */
const reference: Client = (command, fields) =>
  rawRequest(curlHead(`POST /platform_api/${command}?${percentEncoded(fields)}`));

function withEmptyObject(contentType: string): Client {
  return (command, fields) => {
    const head = curlHead(`POST /platform_api/${command}?${percentEncoded(fields)}`);
    return rawRequest([...head, 'Content-Length: 2', `Content-Type: ${contentType}`], '{}');
  };
}

const getRequest =
  (slash: '' | '/'): Client =>
  (command, fields) =>
    rawRequest(curlHead(`GET /platform_api/${command}${slash}?${percentEncoded(fields)}`));

/** Node: form-data, a chunk for every piece of a part, `cmd` first. */
const nodeClient: Client = (command, fields) => {
  const boundary = '--------------------------292771781173669102290713';
  const pieces = [['cmd', command] as const, ...fields].flatMap(([name, value]) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`,
    value,
    '\r\n',
  ]);
  const head = [
    'POST /platform_api HTTP/1.1',
    'Accept: application/json, text/plain, */*',
    `Content-Type: multipart/form-data; boundary=${boundary}`,
    asNumber,
    'User-Agent: axios/0.21.4',
    `Host: ${host}`,
    'Connection: keep-alive',
    'Transfer-Encoding: chunked',
  ];
  return rawRequest(head, chunked([...pieces, `--${boundary}--\r\n`]));
};

/** Python: requests, `cmd` last, booleans as Python prints them. */
const pythonClient: Client = (command, fields) => {
  const body = urlencoded([...fields, ['cmd', command] as const]).replace('with_roles=true', 'with_roles=True');
  const head = [
    'POST /platform_api HTTP/1.1',
    `Host: ${host}`,
    'User-Agent: python-requests/2.34.2',
    'Accept-Encoding: gzip, deflate',
    'Accept: */*',
    'Connection: keep-alive',
    asNumber,
    contentLength(body),
    'Content-Type: application/x-www-form-urlencoded',
  ];
  return rawRequest(head, body);
};

/** Go: mime/multipart, in which even an empty form has its last boundary. */
const goClient: Client = (command, fields) => {
  const boundary = '7a3e5f1c9b2d4f6081a3c5e7092b4d6f8193a5b7c9d1e3f50718293a4b5c';
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}`,
  );
  const body = `${parts.join('\r\n')}\r\n--${boundary}--\r\n`;
  const head = [
    `POST /platform_api/${command} HTTP/1.1`,
    `Host: ${host}`,
    'User-Agent: Go-http-client/1.1',
    contentLength(body),
    asText,
    `Content-Type: multipart/form-data; boundary=${boundary}`,
    'Accept-Encoding: gzip',
  ];
  return rawRequest(head, body);
};

const accountId = ['account_id', String(credentials.account_id)] as const;

/** PHP: libcurl’s multipart, with `account_id` at the end. */
const phpClient: Client = (command, fields) => {
  const boundary = '------------------------a0d95f1a8daae6aa';
  const parts = [...fields, accountId].map(([name, value]) =>
    part(boundary, [`Content-Disposition: form-data; name="${name}"`], value),
  );
  const body = `${parts.join('')}--${boundary}--\r\n`;
  const head = [
    `POST /platform_api/${command} HTTP/1.1`,
    `Host: ${host}`,
    'Accept: */*',
    asNumber,
    contentLength(body),
    `Content-Type: multipart/form-data; boundary=${boundary}`,
  ];
  return rawRequest(head, body);
};

/** Older PHP: `http_build_query`. */
const olderPhpClient: Client = (command, fields) => {
  const body = urlencoded([...fields, accountId]);
  const head = [
    `POST /platform_api/${command} HTTP/1.1`,
    `Host: ${host}`,
    'Accept: */*',
    asNumber,
    contentLength(body),
    'Content-Type: application/x-www-form-urlencoded',
  ];
  return rawRequest(head, body);
};

const javaHead = (command: string, body: string, contentType: string): string[] => [
  `POST /platform_api/${command} HTTP/1.1`,
  asText,
  contentLength(body),
  `Content-Type: ${contentType}`,
  `Host: ${host}`,
  'Connection: Keep-Alive',
  'User-Agent: Apache-HttpClient/4.5.12 (Java/1.8.0_292)',
  'Accept-Encoding: gzip,deflate',
];

/** Java: Apache’s multipart, whose parts say their own type and transfer encoding; `account_id` first. */
const javaClient: Client = (command, fields) => {
  const boundary = 'GVbIYbEuEQYvWxkaN_sZ0lJ1vGcw7cXm2A';
  const parts = [accountId, ...fields].map(([name, value]) => {
    const disposition = `Content-Disposition: form-data; name="${name}"`;
    const headers = [disposition, 'Content-Type: text/plain; charset=UTF-8', 'Content-Transfer-Encoding: 8bit'];
    return part(boundary, headers, value);
  });
  const body = `${parts.join('')}--${boundary}--\r\n`;
  return rawRequest(javaHead(command, body, `multipart/form-data; boundary=${boundary}`), body);
};

/** Older Java: Apache’s fluent `bodyForm`, `account_id` first. */
const olderJavaClient: Client = (command, fields) => {
  const body = urlencoded([accountId, ...fields]);
  return rawRequest(javaHead(command, body, 'application/x-www-form-urlencoded; charset=UTF-8'), body);
};

/** .NET: names without quotes, the boundary with quotes, booleans as numbers. */
const dotnetClient: Client = (command, fields) => {
  const boundary = '0f3d2c1b-5a49-4e87-9d6c-1b2a3c4d5e6f';
  const parts = fields.map(([name, value]) =>
    part(
      boundary,
      ['Content-Type: text/plain; charset=utf-8', `Content-Disposition: form-data; name=${name}`],
      name === 'with_roles' ? '1' : value,
    ),
  );
  const body = `${parts.join('')}--${boundary}--\r\n`;
  const head = [
    `POST /platform_api/${command} HTTP/1.1`,
    `Host: ${host}`,
    asNumber,
    `Content-Type: multipart/form-data; boundary="${boundary}"`,
    contentLength(body),
  ];
  return rawRequest(head, body);
};

const clients: Record<string, Client> = {
  'the reference: a query and no body': reference,
  'the reference: a query and an empty object': withEmptyObject('application/json'),
  'the reference: an empty object in curl’s own type': withEmptyObject('application/x-www-form-urlencoded'),
  'GET with a query': getRequest(''),
  'GET with a query after a slash': getRequest('/'),
  'the Node client': nodeClient,
  'the Python client': pythonClient,
  'the Go client': goClient,
  'the PHP client': phpClient,
  'an older PHP client': olderPhpClient,
  'the Java client': javaClient,
  'an older Java client': olderJavaClient,
  'the .NET client': dotnetClient,
};

// Every character that has a meaning in a form, a query, a list or a part.
const description = 'Łódź; a&b=c + "d" 100% --x';
const password = 'Tr0ub4dor&3;=+%';

describe.each(Object.entries(clients))('%s', (_name, client) => {
  test('is served from the create to the delete', async () => {
    const call = (command: string, fields: Fields = []) => sendRaw(origin, client(command, fields));
    const ok = (result: unknown) => ({ status: 200, contentType: 'application/json', body: { result } });

    const created = await call('AddSubUser', [
      ['new_subuser_name', 'Support_Desk'],
      ['new_subuser_password', password],
      ['role_id', '4;5'],
      ['description', description],
    ]);
    expect(created).toEqual(ok({ subuser_id: 109 }));
    expect(control.authenticates('support_desk', password)).toBe(true);

    const roles = [expect.objectContaining({ role_id: 4 }), expect.objectContaining({ role_id: 5 })];
    const listed = await call('GetSubUsers', [
      ['with_roles', 'true'],
      ['offset', '0'],
      ['count', '5'],
    ]);
    expect(listed).toEqual(ok([{ subuser_id: 109, subuser_name: 'support_desk', description, roles }]));

    expect(await call('GetRoleGroups')).toEqual(ok(expect.arrayContaining([{ id: 1, name: 'Account' }])));
    expect(await call('DelSubUser', [['subuser_id', '109']])).toEqual(ok(1));
    expect(await call('GetSubUsers')).toEqual(ok([]));
    expect(control.requests.map(({ carrierOperation, applied }) => [carrierOperation, applied])).toEqual([
      ['AddSubUser', true],
      ['GetSubUsers', true],
      ['GetRoleGroups', true],
      ['DelSubUser', true],
      ['GetSubUsers', true],
    ]);
  });

  test('receives an error in a 200 for a login that is taken', async () => {
    control.seed(1);
    const taken = client('AddSubUser', [
      ['new_subuser_name', 'SEEDED_109'],
      ['new_subuser_password', password],
    ]);
    expect(await sendRaw(origin, taken)).toEqual({
      status: 200,
      contentType: 'application/json',
      body: { error: { code: 436, msg: 'Sub user login is not unique.' } },
    });
  });
});

describe('what else clients and pages send', () => {
  const ask = async (path: string, authorization: string, body = ''): Promise<unknown> => {
    const head = [`POST ${path} HTTP/1.1`, `Host: ${host}`, 'User-Agent: curl/7.88.1', 'Accept: */*'];
    const length = body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${body.length}`];
    return (await sendRaw(origin, rawRequest([...head, authorization, ...length], body))).body;
  };

  test('seed 004’s own example: the password in it breaks the rule that the page states', async () => {
    const query = 'new_subuser_name=new_subuser_name&new_subuser_password=new_subuser_password';
    expect(await ask(`/platform_api/AddSubUser?${query}`, asNumber)).toMatchObject({ error: { code: 464 } });
    const fitting = query.replace('=new_subuser_password', '=New_subuser_passw0rd');
    expect(await ask(`/platform_api/AddSubUser?${fitting}`, asNumber)).toEqual({ result: { subuser_id: 109 } });
  });

  test('the page of SetKeyRoles repeats role_id; with role_name beside it 449 is the documented answer', async () => {
    const created = await ask('/platform_api/CreateKey', asNumber);
    const { key_id: id } = (created as { result: { key_id: string } }).result;
    const repeated = `key_id=${id}&role_id=1&role_id=2&role_id=4`;
    const both = `${repeated}&role_name=Admin&role_name=Supervisor`;
    expect(await ask(`/platform_api/SetKeyRoles?${both}`, asNumber, '{}')).toMatchObject({ error: { code: 449 } });
    expect(await ask(`/platform_api/SetKeyRoles?${repeated}`, asNumber, '{}')).toEqual({ result: 1 });
    expect(await ask(`/platform_api/GetKeyRoles?key_id=${id}`, asNumber)).toMatchObject({
      result: [{ role_id: 1 }, { role_id: 2 }, { role_id: 4 }],
    });
  });

  test.each([
    ['Node, Go, PHP, .NET: a number', (id: number) => id],
    ['Java: text', String],
  ])('the id of a child account in `iss`, as %s', async (_, written) => {
    const asChild = `Authorization: Bearer ${await token(written(control.childAccount.accountId))}`;
    control.seed(1);
    expect(await ask('/platform_api/GetSubUsers', asChild)).toEqual({ result: [] });
    expect(await ask('/platform_api/GetSubUsers', asNumber)).toMatchObject({ result: [{ subuser_id: 109 }] });
  });

  test('clients older than service accounts: account_id and api_key, no token', async () => {
    control.seed(1);
    const query = `account_id=${credentials.account_id}&api_key=${control.apiKey}`;
    const request = rawRequest([`GET /platform_api/GetSubUsers?${query} HTTP/1.1`, `Host: ${host}`, 'Accept: */*']);
    expect((await sendRaw(origin, request)).body).toMatchObject({ result: [{ subuser_id: 109 }] });
    // The log shows that there was a key, and not which.
    expect(control.requests[0]?.parameters).toEqual(['account_id', 'api_key']);
  });

  test('GetAccountInfo, with which clients check credentials, is said not to be emulated; an unknown method is 103', async () => {
    expect(await ask('/platform_api/GetAccountInfo', asNumber)).toMatchObject({
      error: { code: 104, msg: expect.stringContaining('GetAccountInfo') as string },
    });
    expect(await ask('/platform_api/GetAccountInformation', asNumber)).toMatchObject({ error: { code: 103 } });
  });
});
