// A byte order mark says more about a file than anybody who names its encoding.
const marks: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

function decode(bytes: Uint8Array, encoding: string, fatal: boolean): string {
  const decoder = new TextDecoder(encoding, { fatal });
  // In two steps: Node before 24 takes a wrong short cut for windows-1252 in one.
  return decoder.decode(bytes, { stream: true }) + decoder.decode();
}

/**
 * The text of a file, without its byte order mark, which decides over `encoding`. Or the first line that is not text in that
 * encoding: with invalid bytes, or with NUL, as UTF-16 without a mark has it.
 */
export function decodeText(
  bytes: Uint8Array,
  encoding = 'utf-8',
): { text: string } | { encoding: string; line: number } {
  const marked = marks.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  const used = marked?.[0] ?? encoding;
  try {
    const text = decode(bytes, used, true);
    if (!text.includes('\0')) return { text };
  } catch {
    // Said by the line.
  }
  const [before = ''] = decode(bytes, used, false).split(/[\uFFFD\0]/u);
  return { encoding: used, line: before.split('\n').length };
}
