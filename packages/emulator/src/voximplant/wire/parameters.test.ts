import { describe, expect, test } from 'vitest';
import { readParameters } from './parameters.ts';

const urlencoded = 'application/x-www-form-urlencoded';

function read(query: string, contentType?: string, body: string | Uint8Array = ''): Record<string, string> {
  const headers = contentType === undefined ? {} : { 'content-type': contentType };
  const message = { method: 'POST', path: '/platform_api', headers, body: Buffer.from(body) };
  return Object.fromEntries(readParameters({ ...message, query: new URLSearchParams(query) }));
}

describe('parameters', () => {
  test('come from the query', () => {
    expect(read('a=1&b=x%20y%2Bz')).toEqual({ a: '1', b: 'x y+z' });
  });

  test('come from an urlencoded body, with or without a charset', () => {
    for (const type of [urlencoded, `${urlencoded}; charset=UTF-8`]) {
      expect(read('', type, 'p=%26%3D%C3%A9+&cmd=GetRoles')).toEqual({ p: '&=é ', cmd: 'GetRoles' });
    }
  });

  test('come from a multipart body, files included', async () => {
    const form = new FormData();
    form.append('description', 'zwei\r\nZeilen – "quoted"');
    form.append('upload', new File(['in a file'], 'value.txt'));
    const message = new Response(form);
    const type = message.headers.get('content-type') ?? '';
    expect(read('', type, new Uint8Array(await message.arrayBuffer()))).toEqual({
      description: 'zwei\r\nZeilen – "quoted"',
      upload: 'in a file',
    });
  });

  test('of the body win over those of the query, and later ones over earlier ones', () => {
    expect(read('a=1&b=1&a=2&c=1', urlencoded, 'b=2&c=2&c=3')).toEqual({ a: '2', b: '2', c: '3' });
  });

  test('that are lists may be repeated', () => {
    expect(read('role_id=1&role_id=2;3&count=1&count=2')).toEqual({ role_id: '1;2;3', count: '2' });
    expect(read('role_name=Admin', urlencoded, 'role_name=Support&role_name=Developer')).toEqual({
      role_name: 'Support;Developer',
    });
  });

  test('are not looked for in a body of another type, or in none', () => {
    expect(read('a=1', 'application/json', '{"b":"2"}')).toEqual({ a: '1' });
    expect(read('a=1', undefined, 'b=2')).toEqual({ a: '1' });
    expect(read('a=1', 'multipart/form-data; boundary=x')).toEqual({ a: '1' });
  });

  test('cannot be read from a multipart body that is none', () => {
    expect(() => read('', 'multipart/form-data; boundary=x', 'no parts')).toThrow(
      expect.objectContaining({ code: 101 }),
    );
  });
});
