import { inspect } from 'node:util';
import { openSubUsers } from '@subuser/core';
import { startVobizEmulator, startVoximplantEmulator } from '@subuser/emulator';
import { createVobiz } from '@subuser/vobiz';
import { createVoximplant } from '@subuser/voximplant';
import { Agent, type Dispatcher } from 'undici';
import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { newCertificate } from '../support/certificate.ts';

// Keys, certificates, validators and processes take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const ours = await newCertificate();
const anothers = await newCertificate();
const elsewhere = await newCertificate('127.0.0.9');
const [vobiz, voximplant, misnamed] = await Promise.all([
  startVobizEmulator({ tls: ours }),
  startVoximplantEmulator({ tls: ours }),
  startVobizEmulator({ tls: elsewhere }),
]);

beforeEach(() => {
  for (const { control } of [vobiz, voximplant, misnamed]) control.reset();
});
afterAll(() => Promise.all([vobiz, voximplant, misnamed].map((emulator) => emulator.close())));

/** A dispatcher as a caller makes it who knows the authority of a carrier. */
function trusting(ca: string): Dispatcher {
  const dispatcher = new Agent({ connect: { ca } });
  onTestFinished(() => dispatcher.close());
  return dispatcher;
}

const password = 'Tr0ub4dor&3';
const retries = { attempts: 2, baseMs: 1 };

function onVobiz(emulator: typeof vobiz, dispatcher?: Dispatcher) {
  const way = dispatcher === undefined ? {} : { dispatcher };
  const subUsers = openSubUsers(createVobiz({ ...emulator.credentials, baseUrl: emulator.origin, retries, ...way }));
  onTestFinished(() => subUsers.close());
  return subUsers;
}

function onVoximplant(dispatcher?: Dispatcher) {
  const { credentials, origin: baseUrl } = voximplant;
  const way = dispatcher === undefined ? {} : { dispatcher };
  const subUsers = openSubUsers(createVoximplant({ credentials, baseUrl, retries, ...way }));
  onTestFinished(() => subUsers.close());
  return subUsers;
}

test('an authority of the caller’s own is trusted', async () => {
  const dispatcher = trusting(ours.cert);
  expect(new URL(vobiz.origin).protocol).toBe('https:');
  const made = await onVobiz(vobiz, dispatcher).create({ name: 'Support desk' });
  const { login, secret } = made.credentials ?? expect.unreachable();
  expect(vobiz.control.authenticates(login, secret.reveal())).toBe(true);
  await onVoximplant(dispatcher).create({ name: 'support-desk', password });
  expect(voximplant.control.authenticates('support-desk', password)).toBe(true);
});

describe('a certificate that is not trusted: unavailable, and no request arrives', () => {
  const unknown = 'DEPTH_ZERO_SELF_SIGNED_CERT';
  const ways: [who: string, dispatcher: () => Dispatcher | undefined, code: string][] = [
    ['nobody', () => undefined, unknown],
    ['another authority of the same name', () => trusting(anothers.cert), unknown],
  ];

  test.each(ways)('we trust %s', async (_, dispatcher, code) => {
    for (const attempt of [
      () => onVobiz(vobiz, dispatcher()).create({ name: 'Support desk', carrierOptions: { password } }),
      () => onVobiz(vobiz, dispatcher()).get('SA_X'),
      () => onVoximplant(dispatcher()).create({ name: 'support-desk', password }),
      () => onVoximplant(dispatcher()).delete('109'),
    ]) {
      const error: unknown = await attempt().catch((error: unknown) => error);
      expect(error).toMatchObject({ code: 'unavailable', cause: { code } });
      expect(String(error)).toContain('nothing was sent. Check the base URL.');
      const told = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
      expect(told).not.toMatch(/Tr0ub4dor|eyJ|BEGIN/);
      expect(told).not.toContain(vobiz.credentials.authToken);
    }
    expect([...vobiz.control.requests, ...voximplant.control.requests]).toEqual([]);
  });

  test('it is somebody else’s', async () => {
    const subUsers = onVobiz(misnamed, trusting(elsewhere.cert));
    await expect(subUsers.create({ name: 'Support desk' }, { ifUnknown: 'settle' })).rejects.toMatchObject({
      code: 'unavailable',
      cause: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    });
    expect(misnamed.control.requests).toEqual([]);
  });
});
