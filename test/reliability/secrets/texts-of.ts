import { inspect } from 'node:util';
import { serialize } from 'node:v8';

const everything = {
  depth: Infinity,
  showHidden: true,
  getters: true,
  showProxy: true,
  maxArrayLength: null,
  maxStringLength: null,
} as const;

/** What a rendering says, or nothing where it refuses: a function cannot be cloned. */
function attempt(render: () => string | undefined): string[] {
  try {
    return [render() ?? ''];
  } catch {
    return [];
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

const builtIn = new Set<unknown>(
  [Object, Array, Error, Function, Map, Set, Date, Promise].map((each) => each.prototype),
);

/** Every text that can be reached by properties: hidden ones, symbols, getters, prototypes and entries included. */
function* reachable(value: unknown, seen = new Set<unknown>()): Generator<string> {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') yield String(value);
  if (typeof value === 'symbol') yield String(value);
  if (!isObject(value) || seen.has(value) || builtIn.has(value)) return;
  seen.add(value);
  if (ArrayBuffer.isView(value)) yield Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1');
  if (value instanceof Map || value instanceof Set) for (const entry of value) yield* reachable(entry, seen);
  for (const key of Reflect.ownKeys(value)) {
    yield String(key);
    // A getter may refuse.
    let member: unknown;
    try {
      member = Reflect.get(value, key);
    } catch (error) {
      member = error;
    }
    yield* reachable(member, seen);
  }
  yield* reachable(Reflect.getPrototypeOf(value), seen);
}

/** Every text that a program can make of a value without asking it for its secrets: what logs, reports and debuggers show. */
export function* textsOf(value: unknown): Generator<string> {
  yield* attempt(() => inspect(value));
  yield* attempt(() => inspect(value, everything));
  yield* attempt(() => String(value));
  yield* attempt(() => JSON.stringify(value));
  yield* attempt(() => inspect(structuredClone(value), everything));
  yield* attempt(() => serialize(value).toString('latin1'));
  yield* reachable(value);
}
