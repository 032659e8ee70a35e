import { describe, expect, test } from 'vitest';
import { loggableNames, readParameters } from './parameters.ts';

const URLENCODED = 'application/x-www-form-urlencoded';

function request(query: string, contentType?: string, body: string | Uint8Array = '') {
  const headers = contentType === undefined ? {} : { 'content-type': contentType };
  return { method: 'POST', path: '/platform_api', query: new URLSearchParams(query), headers, body: Buffer.from(body) };
}

async function multipart(form: FormData) {
  const message = new Response(form);
  return request('', message.headers.get('content-type') ?? '', new Uint8Array(await message.arrayBuffer()));
}

describe('parameters', () => {
  test('come from the query', async () => {
    expect(await readParameters(request('a=1&b=x%20y%2Bz'))).toEqual(
      new Map([
        ['a', '1'],
        ['b', 'x y+z'],
      ]),
    );
  });

  test('come from an urlencoded body, with or without a charset', async () => {
    for (const type of [URLENCODED, `${URLENCODED}; charset=UTF-8`]) {
      expect(await readParameters(request('', type, 'p=%26%3D%C3%A9&cmd=GetRoles'))).toEqual(
        new Map([
          ['p', '&=é'],
          ['cmd', 'GetRoles'],
        ]),
      );
    }
  });

  test('come from a multipart body, files included', async () => {
    const form = new FormData();
    form.append('description', 'zwei\r\nZeilen – "quoted"');
    form.append('upload', new File(['in a file'], 'value.txt'));
    expect(await readParameters(await multipart(form))).toEqual(
      new Map([
        ['description', 'zwei\r\nZeilen – "quoted"'],
        ['upload', 'in a file'],
      ]),
    );
  });

  test('of the body win over those of the query, and later ones over earlier ones', async () => {
    const merged = await readParameters(request('a=1&b=1&a=2&c=1', URLENCODED, 'b=2&c=2&c=3'));
    expect(Object.fromEntries(merged)).toEqual({ a: '2', b: '2', c: '3' });
  });

  test('are not looked for in a body of another type', async () => {
    expect(await readParameters(request('a=1', 'application/json', '{"b":"2"}'))).toEqual(new Map([['a', '1']]));
    expect(await readParameters(request('a=1', undefined, 'b=2'))).toEqual(new Map([['a', '1']]));
  });

  test('cannot be read from a multipart body that is none', async () => {
    await expect(readParameters(request('', 'multipart/form-data; boundary=x', 'no parts'))).rejects.toMatchObject({
      code: 101,
    });
  });
});

test('the log is told names, and nothing that might be a value in a name’s place', () => {
  const stray = new Map([
    ['subuser_id', '1'],
    ['{"new_subuser_password":"Tr0ub4dor&3"}', ''],
    ['Tr0ub4dor', ''],
  ]);
  expect(loggableNames(stray)).toEqual(['subuser_id', '(unreadable)', '(unreadable)']);
});
