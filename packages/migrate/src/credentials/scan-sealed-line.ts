import { LineScanner, literal } from '../files/line-scanner.ts';
import type { SealedHeader, SealedLine } from './sealed-line.ts';

const algIs = literal('{"alg":"');
const kidIs = literal('","enc":"A256GCM","kid":"');
const planIs = literal('","plan":"');
const stepIs = literal('","step":"');
const firstStepIs = literal('","lines":[{"step":"');
const nextStepIs = literal('"},{"step":"');
const nonceIs = literal('","nonce":"');
const targetIs = literal('","target":"');
const listEnd = literal('"}]');
const textEnd = literal('"');
/** The ephemeral key, if there is one; its values need no decoding. */
const headerEnd = /^(?:,"epk":\{"\w+":"[\w-]*"(?:,"\w+":"[\w-]*")*\})?\}$/u;

/** Decodes a protected header; `undefined` unless it is plain base64url. */
function decoded(encoded: string): Buffer | undefined {
  const bytes = Buffer.from(encoded, 'base64url');
  // Node skips invalid characters, which shows in the length, and accepts the other alphabet, too.
  const isWhole = encoded.length % 4 !== 1 && bytes.length === Math.floor((encoded.length * 3) / 4);
  return isWhole && !encoded.includes('+') && !encoded.includes('/') ? bytes : undefined;
}

function lineAfter(step: string | undefined, header: LineScanner): SealedLine | undefined {
  const nonce = header.textAfter(nonceIs);
  const target = header.textAfter(targetIs);
  return step === undefined || nonce === undefined || target === undefined ? undefined : { step, nonce, target };
}

/** Reads a line of a sink as it is written; returns `undefined` for any other, which `parseSealedLine` reads. */
export function scanSealedLine(whole: LineScanner): SealedHeader | undefined {
  const [encoded = '', ...parts] = whole.rest().split('.');
  const bytes = parts.length === 4 ? decoded(encoded) : undefined;
  if (bytes === undefined) return undefined;
  const header = new LineScanner(bytes);
  header.show(0, bytes.length);
  const alg = header.textAfter(algIs);
  const kid = header.textAfter(kidIs);
  if (alg === undefined || kid === undefined) return undefined;
  const plan = header.textAfter(planIs);
  const lines: SealedLine[] = [];
  const single = header.textAfter(stepIs);
  for (let step = single ?? header.textAfter(firstStepIs); step !== undefined; step = header.textAfter(nextStepIs)) {
    const line = lineAfter(step, header);
    if (line === undefined) return undefined;
    lines.push(line);
  }
  const isListed = header.passes(single === undefined ? listEnd : textEnd);
  return isListed && headerEnd.test(bytes.toString('latin1', header.at))
    ? { kid, ...(plan !== undefined && { plan }), lines }
    : undefined;
}
