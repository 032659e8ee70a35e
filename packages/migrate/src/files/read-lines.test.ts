import { expect, test } from 'vitest';
import { type Bytes, endOfLines, readLines } from './read-lines.ts';

const reading = { parse: (line: string): unknown => JSON.parse(line) };

function readerOf(text: string): Bytes & { size: number } {
  const bytes = Buffer.from(text);
  return { read: async (into, position) => bytes.copy(into, 0, position), size: bytes.length };
}

async function itemsOf(text: string): Promise<unknown[]> {
  const file = readerOf(text);
  const end = await endOfLines(file, file.size);
  return (await Array.fromAsync(readLines('lines', file, end, reading))).flat();
}

const numbers = (count: number): string => Array.from({ length: count }, (_, index) => `${index}\n`).join('');
const count = 400_000;

test('lines across many windows and buffers are read once each, in order, a few at a time', async () => {
  const file = readerOf(numbers(count));
  expect(file.size).toBeGreaterThan(2 * 1024 * 1024);
  let next = 0;
  for await (const items of readLines('lines', file, file.size, reading)) {
    expect(items.length).toBeLessThanOrEqual(32 * 1024);
    for (const item of items) if (item === next) next += 1;
  }
  expect(next).toBe(count);
});

test('a line may be longer than a window or a buffer, and contain any characters', async () => {
  const [long, longest] = ['é'.repeat(100_000), '“ś”'.repeat(1_000_000)];
  const text = [1, long, 2, longest, 3].map((item) => `${JSON.stringify(item)}\n`).join('');
  expect(await itemsOf(text)).toEqual([1, long, 2, longest, 3]);
  expect(await itemsOf(`${text}"${long}`)).toEqual([1, long, 2, longest, 3]);
  await expect(itemsOf(`1\n"${long}\n`)).rejects.toThrow('lines: line 2 is damaged');
});

test('a damaged line far into the file is named by its number', async () => {
  await expect(itemsOf(`${numbers(300_000)}x\n1\n`)).rejects.toMatchObject({
    code: 'damaged',
    message: expect.stringMatching(/^lines: line 300001 is damaged \(Unexpected token/u),
  });
});

test('a damaged line before a partial last line is an error', async () => {
  await expect(itemsOf('1\nx\n3')).rejects.toThrow('lines: line 2 is damaged');
});

test('a file that is truncated while it is read ends there', async () => {
  expect(await Array.fromAsync(readLines('lines', readerOf('1\n2\n'), 100, reading))).toEqual([[1, 2]]);
});
