import { createHash } from 'node:crypto';

/** A longer array or object is written entry by entry: the JSON of a large account is longer than a string can be. */
const long = 100;
/** In characters. */
const pieceLength = 16_384;

type Holder = Readonly<Record<string, unknown>>;

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

/** JavaScript itself enumerates such keys first, in numeric order. */
const isIndex = (key: string): boolean => /^(?:0|[1-9]\d{0,9})$/u.test(key) && Number(key) < 2 ** 32 - 1;

function keysOf(value: Holder): string[] {
  const keys = Object.keys(value);
  const others = keys.findIndex((key) => !isIndex(key));
  if (others === 0) return keys.toSorted();
  return others === -1 ? keys : [...keys.slice(0, others), ...keys.slice(others).toSorted()];
}

/** `margin` starts a line: a line feed and the indent so far. Margin and indent are empty if all is on one line. */
function textOf(value: unknown, margin: string, indent: string): string {
  if (!isHolder(value)) return JSON.stringify(value) ?? 'null';
  const inner = margin + indent;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const texts = Array.isArray(value)
    ? value.map((part) => textOf(part, inner, indent))
    : keysOf(value)
        .filter((key) => value[key] !== undefined)
        .map((key) => labelOf(key, indent) + textOf(value[key], inner, indent));
  return texts.length === 0 ? `${open}${close}` : `${open}${inner}${texts.join(`,${inner}`)}${margin}${close}`;
}

const labelOf = (key: string, indent: string): string => `${JSON.stringify(key)}:${indent === '' ? '' : ' '}`;

/** The text of `textOf`, part by part. */
function* partsOf(value: unknown, margin: string, indent: string): Generator<string, void, undefined> {
  if (!isHolder(value)) {
    yield textOf(value, margin, indent);
    return;
  }
  const inner = margin + indent;
  const isList = Array.isArray(value);
  const [open, close] = isList ? '[]' : '{}';
  const keys: readonly unknown[] = isList ? value : keysOf(value);
  const first = `${open}${inner}`;
  let start = first;
  for (const key of keys) {
    const name = isList ? '' : String(key);
    const part = isList ? key : value[name];
    if (part === undefined && !isList) continue;
    const label = isList ? '' : labelOf(name, indent);
    if (keys.length > long) yield start + label + textOf(part, inner, indent);
    else {
      yield start + label;
      yield* partsOf(part, inner, indent);
    }
    start = `,${inner}`;
  }
  yield start === first ? `${open}${close}` : `${margin}${close}`;
}

/** JSON with the keys of every object in one order, so that equal values have equal bytes; in pieces of about 16 KiB. */
export function* canonicalPieces(value: unknown, indent = 0): Generator<string, void, undefined> {
  let piece = '';
  for (const part of partsOf(value, indent === 0 ? '' : '\n', ' '.repeat(indent))) {
    piece += part;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** Whether a text is what `canonicalPieces` writes. */
export function isCanonicalJson(text: string, value: unknown, indent: number): boolean {
  let end = 0;
  for (const piece of canonicalPieces(value, indent)) {
    if (!text.startsWith(piece, end)) return false;
    end += piece.length;
  }
  return end === text.length;
}

/** The canonical JSON of a value inside a larger document, `depth` levels down. */
export function canonicalPart(value: unknown, indent: number, depth: number): string {
  const step = ' '.repeat(indent);
  return textOf(value, `\n${step.repeat(depth)}`, step);
}

export function canonicalJson(value: unknown, indent = 0): string {
  return [...canonicalPieces(value, indent)].join('');
}

/** SHA-256 over the canonical JSON, in hexadecimal. */
export function digestOf(value: unknown): string {
  const hash = createHash('sha256');
  for (const piece of canonicalPieces(value)) hash.update(piece);
  return hash.digest('hex');
}
