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

/** A rendering, or nothing if it throws: a function cannot be cloned. */
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

/** Every text that properties lead to, including hidden ones, symbols, getters, prototypes and entries. */
function* reachable(value: unknown, seen = new Set<unknown>()): Generator<string> {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') yield String(value);
  if (typeof value === 'symbol') yield String(value);
  if (!isObject(value) || seen.has(value) || builtIn.has(value)) return;
  seen.add(value);
  if (ArrayBuffer.isView(value)) yield Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1');
  if (value instanceof Map || value instanceof Set) for (const entry of value) yield* reachable(entry, seen);
  for (let owner: object | null = value; owner !== null && !builtIn.has(owner); owner = Reflect.getPrototypeOf(owner))
    for (const key of Reflect.ownKeys(owner)) {
      yield String(key);
      // A bare prototype is not searched: there, a getter that caches its value would break the whole class.
      if (typeof owner === 'function' && key === 'prototype') continue;
      let member: unknown;
      // A getter may throw.
      try {
        member = Reflect.get(owner, key, value);
      } catch (error) {
        member = error;
      }
      yield* reachable(member, seen);
    }
}

/** Every text that a program can make of a value without asking for its secrets: in logs, reports and debuggers. */
export function* textsOf(value: unknown): Generator<string> {
  yield* attempt(() => inspect(value));
  yield* attempt(() => inspect(value, everything));
  yield* attempt(() => String(value));
  yield* attempt(() => JSON.stringify(value));
  yield* attempt(() => inspect(structuredClone(value), everything));
  yield* attempt(() => serialize(value).toString('latin1'));
  yield* reachable(value);
}
