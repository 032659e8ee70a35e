import { rejection } from './rejection.ts';

export type Calls = Record<string, () => Promise<unknown> | undefined>;

/** The calls that did anything but refuse the argument. */
export async function notRefused(calls: Calls): Promise<string[]> {
  const through: string[] = [];
  for (const [name, call] of Object.entries(calls)) {
    const outcome = call();
    if (outcome === undefined) continue;
    const code = await rejection(outcome).then(
      (error) => error.code,
      () => 'resolved',
    );
    if (code !== 'invalid-argument') through.push(`${name}: ${code}`);
  }
  return through;
}

/** No ids on any carrier, whatever the types say: a caller without types, or with a wrong cast, might pass them. */
const never: readonly unknown[] = ['', ' ', '\n', undefined, null, 'undefined', 'null', Number.NaN, {}, [], true];
/** The same as paths in a URL. */
const paths = ['.', '..', '../', '/', 'SA_1/../SA_2', 'SA_1?x=1', 'SA_1#', '%2e%2e', 'SA_%41', 'SA_1\r\nX-A: b'];

export const oddIds: readonly unknown[] = [...never, ...paths];
