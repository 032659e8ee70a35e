import { type Clock, openSubUsers } from '@subuser/core';
import { Agent } from 'undici';
import { carrierOf, carriers } from '../../carriers/all.ts';
import type { CarrierUnderTest, TestAccount } from '../../carriers/carrier-under-test.ts';
import type { Opened, Opening, PlantedSecrets } from '../../carriers/secret-facts.ts';
import type { Certificate } from '../../support/certificate.ts';
import type { Vault } from './vault.ts';

/** Opens an account; plain, so that it can be sent to another process. */
export interface Key {
  readonly carrier: string;
  readonly options: object;
}

export function openWith({ carrier, options }: Key, opening: Opening): Opened {
  return carrierOf(carrier).secrets.openEverything(options, opening);
}

/** An account to hunt on. */
export interface Ground extends Pick<TestAccount, 'carrier' | 'origin' | 'control' | 'close'> {
  readonly key: Key;
  /** Empties the account, and creates the two sub-users that an opening needs. */
  prepare(planted: PlantedSecrets): Promise<[string, string]>;
}

export interface GroundOptions {
  readonly clock: Clock;
  readonly vault: Vault;
  readonly tls?: Certificate;
}

async function startGround(carrier: CarrierUnderTest, { clock, vault, tls }: GroundOptions): Promise<Ground> {
  const account = await carrier.openAccount({ now: () => clock.now(), ...(tls && { tls }) });
  const { control, options } = account;
  for (const [kind, secret] of Object.entries(carrier.secrets.ofAccount(options))) vault.add(kind, secret);
  const dispatcher = new Agent({ connect: { ca: tls?.cert } });
  const subUsers = openSubUsers(account.connect({ clock, dispatcher }));
  return {
    carrier,
    key: { carrier: carrier.name, options },
    origin: account.origin,
    control,
    async prepare({ password }) {
      control.reset();
      if (carrier.traits.password === null) {
        const [one = '', two = ''] = control.seed(2);
        return [one, two];
      }
      const add = async (name: string): Promise<string> => (await subUsers.create({ name, password })).subUser.id;
      const [first, second] = carrier.chaos.takenNames;
      return [await add(first), await add(second)];
    },
    async close() {
      await subUsers.close();
      await dispatcher.close();
      await account.close();
    },
  };
}

export function startGrounds(options: GroundOptions): Promise<Ground[]> {
  return Promise.all(carriers.map((carrier) => startGround(carrier, options)));
}
