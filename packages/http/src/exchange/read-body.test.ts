import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readBody } from './read-body.ts';

const most = 1000;
const text = '{"name":"José Łódź"}';
const bytes = Buffer.from(text);

describe('compressed', () => {
  test.each([
    ['gzip', gzipSync(bytes)],
    ['X-GZip', gzipSync(bytes)],
    ['deflate', deflateSync(bytes)],
    ['deflate', deflateRawSync(bytes)],
    ['br', brotliCompressSync(bytes)],
    ['deflate, gzip, identity', gzipSync(deflateSync(bytes))],
    ['identity', bytes],
    ['', bytes],
  ])('by %s', (codings, body) => {
    expect(readBody(body, { 'content-encoding': codings }, most)).toStrictEqual({ text });
  });

  test.each([
    ['gzip', bytes, 'must be gzip, as it declares', ''],
    ['zstd', bytes, 'must be plain, or compressed by gzip, deflate or br', text],
    ['gzip', gzipSync(bytes).subarray(0, -4), 'must be gzip, as it declares', text],
    ['deflate', deflateSync(bytes).subarray(0, -4), 'must be deflate, as it declares', text],
    ['br', brotliCompressSync(bytes).subarray(0, -1), 'must be br, as it declares', expect.any(String)],
  ])('by %s, but it is not: it says so, and keeps what could be read', (codings, body, unreadable, kept) => {
    expect(readBody(body, { 'content-encoding': codings }, most)).toStrictEqual({ text: kept, unreadable });
  });

  test('longer than the limit once decompressed', () => {
    const bomb = gzipSync(Buffer.alloc(most + 1));
    expect(() => readBody(bomb, { 'content-encoding': 'gzip' }, most)).toThrow(RangeError);
    expect(readBody(gzipSync(Buffer.alloc(most, 'x')), { 'content-encoding': 'gzip' }, most).text).toHaveLength(most);
  });

  test('nothing is nothing, whatever it declares', () => {
    expect(readBody(Buffer.alloc(0), { 'content-encoding': 'gzip' }, most)).toStrictEqual({ text: '' });
  });
});

describe('in a charset', () => {
  const big = Buffer.from(`\u{feff}${text}`, 'utf16le').swap16();
  test.each([
    [undefined, bytes, text],
    ['application/json', bytes, text],
    ['application/json; charset=UTF-8', bytes, text],
    ['application/json;charset="utf8"', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]), text],
    ['application/json; charset=iso-8859-1', Buffer.from('José', 'latin1'), 'José'],
    ["text/html; level=1; charset='windows-1252'", Buffer.from('José', 'latin1'), 'José'],
    ['application/json; charset=utf-16le', Buffer.from(text, 'utf16le'), text],
    ['application/json', Buffer.from(`\u{feff}${text}`, 'utf16le'), text],
    ['application/json; charset=utf-8', big, text],
    ['application/json; charset=us-ascii', Buffer.from('{}'), '{}'],
    ['application/json', Buffer.from('a \u{fffd} that was sent'), 'a \u{fffd} that was sent'],
  ])('%s', (type, body, read) => {
    expect(readBody(body, type === undefined ? {} : { 'content-type': type }, most)).toStrictEqual({ text: read });
  });

  test.each([
    [undefined, 'must be UTF-8'],
    ['application/json; charset=utf-8', 'must be UTF-8'],
    ['application/json; charset=us-ascii', 'must be ASCII, as it declares'],
    ['application/json; charset=shift_jis', 'must be shift_jis, as it declares'],
    ['application/json; charset=klingon', 'must be in a known charset'],
  ])('%s, but it is not', (type, unreadable) => {
    const body = Buffer.from([0x4a, 0xff]);
    const headers = type === undefined ? {} : { 'content-type': type };
    expect(readBody(body, headers, most)).toStrictEqual({ text: 'J\u{fffd}', unreadable });
  });
});
