// How often a token is signed: by two keys, in two lifetimes each, under a thousand calls that begin at once.
import { openSubUsers } from '@subuser/core';
import { startVoximplantEmulator } from '@subuser/emulator';
import { createVoximplant } from '@subuser/voximplant';
import type { Row } from '../../bench/row.ts';
import { startServer } from '../../bench/start-server.ts';

const calls = 1_000;
/** Longer than any token that Voximplant takes (3,600 s), in milliseconds. */
const lifetimeMs = 4_000_000;

export async function bench(): Promise<Row[]> {
  const { subtle } = globalThis.crypto;
  const sign = subtle.sign.bind(subtle);
  let signatures = 0;
  subtle.sign = (...parameters) => {
    signatures += 1;
    return sign(...parameters);
  };
  const server = await startServer();
  let now = Date.now();
  const clock = {
    now: () => now,
    monotonicMs: () => now,
    sleep: () => Promise.reject(new Error('Nothing here waits')),
  };
  const counts: number[] = [];
  for (const _key of ['first', 'second']) {
    const { credentials, close } = await startVoximplantEmulator();
    await close();
    const subUsers = openSubUsers(
      createVoximplant({ credentials, baseUrl: server.origin, clock, pace: { concurrency: calls } }),
    );
    for (const _lifetime of ['first', 'second']) {
      const before = signatures;
      await Promise.all(Array.from({ length: calls }, () => subUsers.get('7')));
      counts.push(signatures - before);
      now += lifetimeMs;
    }
    await subUsers.close();
  }
  await server.close();
  return [
    {
      what: 'signatures for a lifetime of a token and key',
      comparedWith: `${calls} calls that begin at once`,
      figure: Math.max(...counts),
      target: { exactly: 1 },
      beside: `two keys, two lifetimes each: ${counts.join(', ')}`,
    },
  ];
}
