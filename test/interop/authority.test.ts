import { inspect } from 'node:util';
import { openSubUsers, type SubUsers } from '@subuser/core';
import { Agent, type Dispatcher } from 'undici';
import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { carriers } from '../carriers/all.ts';
import type { TestAccount } from '../carriers/carrier-under-test.ts';
import { newCertificate } from '../support/certificate.ts';

// Keys and certificates take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const ours = await newCertificate();
const anothers = await newCertificate();
const elsewhere = await newCertificate('127.0.0.9');

/** A dispatcher of a caller who knows the authority of a carrier. */
function trusting(ca: string): Dispatcher {
  const dispatcher = new Agent({ connect: { ca } });
  onTestFinished(() => dispatcher.close());
  return dispatcher;
}

const password = 'Tr0ub4dor&3';

function open(account: TestAccount, dispatcher?: Dispatcher): SubUsers<object> {
  const retries = { attempts: 2, baseMs: 1 };
  const subUsers = openSubUsers<object>(account.connect({ retries, ...(dispatcher && { dispatcher }) }));
  onTestFinished(() => subUsers.close());
  return subUsers;
}

describe.each(
  await Promise.all(
    carriers.map(async (carrier) => ({
      carrier,
      label: carrier.label,
      account: await carrier.openAccount({ tls: ours }),
      misnamed: await carrier.openAccount({ tls: elsewhere }),
    })),
  ),
)('$label', ({ carrier, account, misnamed }) => {
  beforeEach(() => {
    for (const { control } of [account, misnamed]) control.reset();
  });
  afterAll(() => Promise.all([account.close(), misnamed.close()]));

  const input = { name: 'support-desk', ...carrier.withPassword(password) };

  test('trusts an authority of the caller’s own', async () => {
    expect(new URL(account.origin).protocol).toBe('https:');
    const { credentials } = await open(account, trusting(ours.cert)).create(input);
    const { login, secret } = credentials ?? expect.unreachable();
    expect(account.control.authenticates(login, secret.reveal())).toBe(true);
  });

  describe('behind an untrusted certificate is unavailable, and no request arrives', () => {
    const ways: [who: string, dispatcher: () => Dispatcher | undefined][] = [
      ['nobody', () => undefined],
      ['another authority of the same name', () => trusting(anothers.cert)],
    ];

    test.each(ways)('when we trust %s', async (_, dispatcher) => {
      for (const attempt of [
        () => open(account, dispatcher()).create(input),
        () => open(account, dispatcher()).get(carrier.ids.unknown),
        () => open(account, dispatcher()).delete(carrier.ids.unknown),
      ]) {
        const error: unknown = await attempt().catch((error: unknown) => error);
        expect(error).toMatchObject({ code: 'unavailable', cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
        expect(String(error)).toContain('nothing was sent. Check the base URL.');
        const printed = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
        expect(printed).not.toMatch(/Tr0ub4dor|eyJ|BEGIN/);
        for (const secret of Object.values(carrier.secrets.ofAccount(account.options)))
          expect(printed).not.toContain(secret);
      }
      expect(account.control.requests).toEqual([]);
    });

    test('when it is somebody else’s', async () => {
      const subUsers = open(misnamed, trusting(elsewhere.cert));
      await expect(subUsers.create({ name: 'support-desk' }, { ifUnknown: 'settle' })).rejects.toMatchObject({
        code: 'unavailable',
        cause: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
      });
      expect(misnamed.control.requests).toEqual([]);
    });
  });
});
