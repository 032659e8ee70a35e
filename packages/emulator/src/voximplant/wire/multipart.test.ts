import { describe, expect, test } from 'vitest';
import { readMultipart } from './multipart.ts';

const contentType = 'multipart/form-data; boundary=xYz';
const read = (body: string, type = contentType) => readMultipart(type, Buffer.from(body));
const part = (head: string, value = 'GetRoles') => `--xYz\r\n${head}\r\n\r\n${value}\r\n--xYz--\r\n`;

describe('a multipart body is read', () => {
  test.each([
    ['Node and Go', 'Content-Disposition: form-data; name="cmd"', contentType],
    ['PHP', 'Content-Disposition: form-data; name="cmd"\r\nContent-Length: 8', contentType],
    ['Java', 'Content-Disposition: form-data; name="cmd"\r\nContent-Type: text/plain; charset=UTF-8', contentType],
    [
      '.NET',
      'Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=cmd',
      'multipart/form-data; boundary="xYz"',
    ],
    [
      'somebody terse',
      'content-disposition:form-data;filename="a";name="cmd"',
      'Multipart/Form-Data;Boundary=xYz; x=y',
    ],
  ])('as %s writes it', (_, head, type) => {
    expect(read(part(head), type)).toEqual([['cmd', 'GetRoles']]);
  });

  test('with line breaks, dashes and other alphabets in a value', () => {
    const value = 'zwei\r\n\r\n--xY\r\nZeilen – ü\r\n';
    expect(read(part('Content-Disposition: form-data; name="description"', value))).toEqual([['description', value]]);
  });

  test('with an empty value, with several parts, with none, without a line break at the end', () => {
    const head = '--xYz\r\nContent-Disposition: form-data; name';
    expect(read(`${head}="a"\r\n\r\n\r\n${head}="b"\r\n\r\n2\r\n--xYz--`)).toEqual([
      ['a', ''],
      ['b', '2'],
    ]);
    expect(read('--xYz--\r\n')).toEqual([]);
  });
});

test.each([
  ['without a boundary', part('Content-Disposition: form-data; name="cmd"'), 'multipart/form-data'],
  ['with another boundary', part('Content-Disposition: form-data; name="cmd"'), 'multipart/form-data; boundary=other'],
  ['without an end', '--xYz\r\nContent-Disposition: form-data; name="cmd"\r\n\r\nGetRoles', contentType],
  ['with a part that has no name', part('Content-Disposition: form-data; filename="cmd"'), contentType],
  ['with a part that has no head', '--xYz\r\nname="cmd"\r\n--xYz--', contentType],
])('a multipart body %s cannot be read', (_, body, type) => {
  expect(read(body, type)).toBeUndefined();
});
