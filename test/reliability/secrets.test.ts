import { randomBytes } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import { Secret, SubUserError } from '@subuser/core';
import { ManualClock } from '@subuser/core/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { carrierOf, carriers } from '../carriers/all.ts';
import type { SecretFacts } from '../carriers/secret-facts.ts';
import { travel } from './secrets/expedition.ts';
import { openWith, startGrounds } from './secrets/ground.ts';
import { Hunt } from './secrets/hunt.ts';
import { plantSecrets } from './secrets/planted-secrets.ts';
import { openTap } from './secrets/tap.ts';
import { listenTo } from './secrets/through-a-process.ts';
import { huntEverywhere } from './secrets/whole-hunt.ts';

const sorted = (kinds: readonly string[]): string[] => [...new Set(kinds)].toSorted();

// Some 9,000 calls: half a minute, and minutes on a busy machine.
test('no secret appears where it does not belong', { timeout: 900_000 }, async () => {
  const { journey, calls, findings, secrets, tallies } = await huntEverywhere();
  const { warnings = [], ...surfaces } = findings;

  expect(warnings).toEqual([]);
  expect(surfaces).toEqual({
    URLs: [],
    'all other headers': [],
    'the credentials’ header': sorted(carriers.flatMap(({ secrets }) => secrets.inHeaders)),
    'request bodies': sorted(carriers.flatMap(({ secrets }) => secrets.inBodies)),
    events: [],
    'the diagnostics channel': [],
    results: [],
    errors: [],
    'options, providers, clients': [],
    'the carrier’s request log': [],
    'what a proxy sees': ['any authorization', 'proxy credentials'],
    'stdout of a process that logs everything': [],
    'its stderr': [],
    // As documented, and nothing else.
    'URLs with `passwordsIn: query`': ['password'],
  });

  // It was everywhere, and saw a lot.
  const byCarrier = <T>(what: (facts: SecretFacts) => T): Record<string, T> =>
    Object.fromEntries(carriers.map(({ name, secrets }) => [name, what(secrets)]));
  const succeeding = carriers.reduce((sum, { secrets }) => sum + secrets.succeeding, 0);
  // Fixed grants are listed without a request.
  const unsent = carriers.filter(({ traits }) => traits.grants.names !== null).length;
  expect(journey).toMatchObject({
    success: byCarrier(({ failing }) => failing),
    rescued: carriers.filter(({ traits }) => traits.credentials.origin === 'issued').map(({ name }) => name),
    settled: byCarrier(({ settling }) => settling),
    proxy: { secured: succeeding, refused: unsent, plain: succeeding },
  });
  expect(Object.values(calls).reduce((all, count) => all + count, 0)).toBeGreaterThan(9000);
  expect(journey.endings).toBeGreaterThan(4000);
  expect(journey.hostility).toBeGreaterThan(3500);
  expect(journey.refusals).toBeGreaterThan(80);
  expect(journey.printed).toBeGreaterThan(5_000_000);
  expect(secrets).toBeGreaterThan(500);
  for (const surface of ['errors', 'events', 'the diagnostics channel', 'options, providers, clients'])
    expect(tallies.get(surface)?.strings).toBeGreaterThan(100_000);
});

describe('what the hunt finds', () => {
  const secret = randomBytes(30).toString('base64url');

  function findingsOf(value: unknown): string[] {
    const hunt = new Hunt();
    hunt.vault.add('planted', secret);
    hunt.look('here', value);
    return hunt.findings('here');
  }

  class Leaky {
    get inherited(): string {
      return secret;
    }
  }
  const failing = (message: string, cause?: unknown): SubUserError =>
    new SubUserError('internal', message, { carrier: 'x', operation: 'y' }, cause);
  const leaks: [string, unknown][] = [
    ['a text', `the token ${secret} is wrong`],
    ['half of a secret', secret.slice(13, 27)],
    ['a message', failing(`refused: ${secret}`)],
    ['the cause of a cause', failing('a', new Error('b', { cause: new Error(secret) }))],
    ['an error among others', failing('a', new AggregateError([new Error('b'), new Error(secret)]))],
    ['a stack', Object.assign(new Error('a'), { stack: `Error: a\n    at ${secret}` })],
    ['a hidden property', Object.defineProperty({}, 'hidden', { value: secret, enumerable: false })],
    ['a hidden property of a cause', failing('a', Object.defineProperty(new Error('b'), 'data', { value: [secret] }))],
    ['a symbol’s property', { [Symbol('token')]: { deep: [secret] } }],
    ['a symbol', { token: Symbol(secret) }],
    ['a name of a property', { [secret]: true }],
    [
      'a getter',
      {
        get token() {
          return secret;
        },
      },
    ],
    ['an inherited getter', new Leaky()],
    [
      'a getter that throws',
      {
        get token() {
          throw new Error(secret);
        },
      },
    ],
    ['a map', new Map([['a', new Set([secret])]])],
    ['bytes', { body: Buffer.from(`x${secret}`) }],
    ['a function’s property', Object.assign(() => undefined, { token: secret })],
    ['what JSON shows', { toJSON: () => ({ token: secret }) }],
    ['what a template shows', { toString: () => secret }],
    ['base64', `Basic ${Buffer.from(`user:${secret}`).toString('base64')}`.slice(12)],
    ['hexadecimal', Buffer.from(`--${secret}--`).toString('hex')],
    ['a URL', `https://carrier.invalid/?token=${encodeURIComponent(secret)}`],
    ['lower case', secret.toLowerCase()],
  ];
  test.each(leaks)('in %s', (_, value) => {
    expect(findingsOf(value)).toEqual(['planted']);
  });

  test('but not a Secret that keeps it', () => {
    const kept = new Secret(secret);
    expect(findingsOf({ kept, list: [kept], error: failing(`${String(kept)} ${JSON.stringify(kept)}`) })).toEqual([]);
    expect(findingsOf(kept.reveal())).toEqual(['planted']);
  });

  test('escaped in JSON and in a form', () => {
    const hunt = new Hunt();
    hunt.vault.add('planted', String.raw`"\"\"\"\"\"\"`);
    hunt.look('JSON', JSON.stringify({ password: String.raw`"\"\"\"\"\"\"` }));
    hunt.look('a form', `password=${encodeURIComponent(String.raw`"\"\"\"\"\"\"`)}`);
    expect([hunt.findings('JSON'), hunt.findings('a form')]).toEqual([['planted'], ['planted']]);
  });

  test.each([
    ['any token', 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjEyMzQ1Nn0.c2lnbmF0dXJl'],
    ['any private key', '-----BEGIN PRIVATE KEY-----\nMIIE'],
    ['any authorization', 'authorization: Basic dXNlcjpwYXNz'],
  ])('nobody’s but by its shape: %s', (kind, text) => {
    expect(findingsOf(text)).toEqual([kind]);
  });

  test('in the errors, events, messages and requests of an adapter that leaks', async () => {
    const hunt = new Hunt();
    const clock = new ManualClock();
    const planted = plantSecrets(hunt.vault);
    const grounds = await startGrounds({ clock, vault: hunt.vault });
    onTestFinished(async () => {
      for (const ground of grounds) await ground.close();
    });
    const leaking: typeof openWith = (key, opening) => {
      const opened = openWith(key, opening);
      const [token = ''] = Object.values(carrierOf(key.carrier).secrets.ofAccount(key.options));
      const event = {
        type: 'wait',
        carrier: token,
        operation: planted.password,
        carrierOperation: 'create',
        attempt: 1,
        reason: 'pace',
      } as const;
      const url = `${opening.connection.baseUrl}/?password=${encodeURIComponent(planted.password)}`;
      const leak = async (): Promise<never> => {
        opening.connection.onEvent?.({ ...event, durationMs: 1 });
        await fetch(url, { method: 'POST', headers: { 'x-debug': planted.nextPassword } });
        throw new Error('It failed', { cause: { sent: [token] } });
      };
      return {
        ...opened,
        held: { token },
        calls: [
          ['leak', leak],
          ['result', async () => ({ password: planted.password })],
        ],
      };
    };
    const party = { hunt, clock, planted, grounds, takeTurn: () => 1, open: leaking };
    for (const ground of grounds) {
      const tap = await openTap(ground, hunt);
      await travel(party, ground, ['1', '2'], { connection: { baseUrl: tap.origin } });
      await tap.close();
    }
    const ofAccounts = grounds.flatMap(({ carrier, key }) =>
      Object.entries(carrier.secrets.ofAccount(key.options)).flatMap(([kind, secret]) =>
        secret.includes('PRIVATE KEY') ? [kind, 'any private key'] : [kind],
      ),
    );
    expect(hunt.findings('errors')).toEqual(sorted(ofAccounts));
    expect(hunt.findings('options, providers, clients')).toEqual(sorted(ofAccounts));
    expect(hunt.findings('events')).toEqual(sorted([...ofAccounts, 'password']));
    expect(hunt.findings('results')).toEqual(['password']);
    expect(hunt.findings('URLs')).toEqual(['password']);
    expect(hunt.findings('all other headers')).toEqual(['password']);
  });

  test('in what a process prints', { timeout: 60_000 }, async () => {
    const hunt = new Hunt();
    hunt.vault.add('planted', secret);
    await listenTo(hunt, (send) => send({ confession: secret }));
    expect(hunt.findings('stdout of a process that logs everything')).toEqual(['planted']);
    expect(hunt.findings('its stderr')).toEqual(['planted']);
  });

  test('in what the diagnostics channel carries', () => {
    const hunt = new Hunt();
    hunt.vault.add('planted', secret);
    const listen = (message: unknown): void => hunt.look('here', message);
    channel('subuser:call').subscribe(listen);
    onTestFinished(() => {
      channel('subuser:call').unsubscribe(listen);
    });
    channel('subuser:call').publish({ operation: secret });
    expect(hunt.findings('here')).toEqual(['planted']);
  });
});
