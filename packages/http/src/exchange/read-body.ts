import { isAscii, isUtf8 } from 'node:buffer';
import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { Reply } from '../http.ts';

type Headers = Reply['headers'];

/** The body of a reply as text; see `Reply`. */
export type ReadBody = Pick<Reply, 'text' | 'unreadable'>;

const replacement = '\u{fffd}';

/** Deflate comes in a zlib stream (RFC 9110, 8.4.1.2), and from some servers without one. */
function inflate(bytes: Buffer, options: object): Buffer {
  const isZlib = ((bytes[0] ?? 0) & 0x0f) === 8;
  return isZlib ? inflateSync(bytes, options) : inflateRawSync(bytes, options);
}

const decompressors: Readonly<Record<string, (bytes: Buffer, options: object) => Buffer>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflate,
  br: brotliDecompressSync,
};

interface Decompressed {
  bytes: Buffer;
  unreadable?: string;
}

/** Of bytes that are damaged or cut short, as much as can be read. */
function decompressSome(bytes: Buffer, coding: string, most: number): Buffer {
  const { Z_SYNC_FLUSH: zlib, BROTLI_OPERATION_FLUSH: brotli } = constants;
  try {
    const options = { maxOutputLength: most, finishFlush: coding === 'br' ? brotli : zlib };
    return decompressors[coding]?.(bytes, options) ?? bytes;
  } catch {
    return Buffer.alloc(0);
  }
}

/** Undoes each coding, the last first. Throws a `RangeError` if there would be more than `most` bytes. */
function decompress(bytes: Buffer, codings: string, most: number): Decompressed {
  const names = codings.toLowerCase().split(',');
  let plain = bytes;
  for (const name of names.toReversed()) {
    const coding = name.trim();
    if (coding === '' || coding === 'identity') continue;
    const undo = decompressors[coding];
    if (undo === undefined) return { bytes: plain, unreadable: 'must be plain, or compressed by gzip, deflate or br' };
    try {
      plain = undo(plain, { maxOutputLength: most });
    } catch (error) {
      if (error instanceof RangeError) throw error;
      return { bytes: decompressSome(plain, coding, most), unreadable: `must be ${coding}, as it declares` };
    }
  }
  return { bytes: plain };
}

/** The charset of a byte order mark, which counts more than what is declared. */
function charsetOfMark([first, second]: Buffer): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function charsetOf(bytes: Buffer, type: string): string {
  const declared = /;\s*charset\s*=\s*["']?([^\s"';]+)/iu.exec(type)?.[1];
  return charsetOfMark(bytes) ?? declared?.toLowerCase() ?? 'utf-8';
}

function decodeUtf8(bytes: Buffer): ReadBody {
  const text = bytes.toString('utf8');
  // JSON parsers refuse a byte order mark.
  const plain = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  // Only where there is a replacement can a byte have been replaced, and looking for one costs next to nothing.
  return text.includes(replacement) && !isUtf8(bytes) ? { text: plain, unreadable: 'must be UTF-8' } : { text: plain };
}

function decode(bytes: Buffer, type: string): ReadBody {
  const charset = charsetOf(bytes, type);
  if (charset === 'utf-8' || charset === 'utf8') return decodeUtf8(bytes);
  // The Encoding Standard, which `TextDecoder` follows, takes it for windows-1252.
  const isBroken = /^(?:us-)?ascii$/u.test(charset) && !isAscii(bytes);
  if (isBroken) return { text: decodeUtf8(bytes).text, unreadable: 'must be ASCII, as it declares' };
  try {
    return { text: new TextDecoder(charset, { fatal: true }).decode(bytes) };
  } catch (error) {
    const rule = error instanceof RangeError ? 'in a known charset' : `${charset}, as it declares`;
    return { text: decodeUtf8(bytes).text, unreadable: `must be ${rule}` };
  }
}

/**
 * A body as text, decompressed and in the charset that it declares. Bytes that are not what is declared are never replaced in
 * silence. Throws a `RangeError` if it is longer than `most` once decompressed.
 */
export function readBody(received: Buffer, headers: Headers, most: number): ReadBody {
  const codings = headers['content-encoding'];
  const type = headers['content-type'];
  if (received.length === 0) return { text: '' };
  if (codings === undefined && (type === undefined || !type.includes('='))) {
    if (charsetOfMark(received) === undefined) return decodeUtf8(received);
  }
  const { bytes, unreadable } = decompress(received, codings ?? '', most);
  const body = decode(bytes, type ?? '');
  return unreadable === undefined ? body : { text: body.text, unreadable };
}
