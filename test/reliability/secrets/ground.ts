import type { Clock } from '@subuser/core';
import { type Control, startVobizEmulator, startVoximplantEmulator } from '@subuser/emulator';
import { createVoximplantClient } from '@subuser/voximplant';
import { Agent } from 'undici';
import type { Certificate } from '../../support/certificate.ts';
import { openVobiz } from './open-vobiz.ts';
import { openVoximplant, type VoximplantOpening } from './open-voximplant.ts';
import type { Opened, Opening } from './opened.ts';
import type { PlantedSecrets } from './planted-secrets.ts';
import type { Vault } from './vault.ts';

/** What it takes to open a carrier; plain, so that it can be handed to a process. */
export type Key =
  | { readonly carrier: 'vobiz'; readonly credentials: Parameters<typeof openVobiz>[0]['credentials'] }
  | { readonly carrier: 'voximplant'; readonly credentials: VoximplantOpening['credentials'] };

export type KeylessOpening = Omit<Opening<never>, 'credentials'> & Pick<VoximplantOpening, 'passwordsIn'>;

export function openWith(key: Key, opening: KeylessOpening): Opened {
  return key.carrier === 'vobiz'
    ? openVobiz({ ...opening, credentials: key.credentials })
    : openVoximplant({ ...opening, credentials: key.credentials });
}

/** A carrier to hunt on. */
export interface Ground {
  readonly key: Key;
  readonly origin: string;
  readonly control: Control;
  /** Forgets everything, and makes the two sub-users that an opening needs. */
  prepare(planted: PlantedSecrets): Promise<[string, string]>;
  close(): Promise<void>;
}

export interface GroundOptions {
  readonly clock: Clock;
  readonly vault: Vault;
  readonly tls?: Certificate;
}

async function startVobizGround({ clock, vault, tls }: GroundOptions): Promise<Ground> {
  const emulator = await startVobizEmulator({ now: () => clock.now(), ...(tls && { tls }) });
  const { credentials, control, origin, close } = emulator;
  vault.add('Vobiz auth token', credentials.authToken);
  return {
    key: { carrier: 'vobiz', credentials },
    origin,
    control,
    prepare() {
      control.reset();
      const [one = '', two = ''] = control.seed(2);
      return Promise.resolve([one, two]);
    },
    close,
  };
}

async function startVoximplantGround({ clock, vault, tls }: GroundOptions): Promise<Ground> {
  const emulator = await startVoximplantEmulator({ now: () => clock.now(), ...(tls && { tls }) });
  const { credentials, control, origin } = emulator;
  vault.add('Voximplant private key', credentials.private_key);
  const dispatcher = new Agent({ connect: { ca: tls?.cert } });
  const client = createVoximplantClient({ credentials, baseUrl: origin, clock, dispatcher });
  return {
    key: { carrier: 'voximplant', credentials },
    origin,
    control,
    async prepare({ password: new_subuser_password }) {
      control.reset();
      const add = async (new_subuser_name: string): Promise<string> =>
        String((await client.addSubUser({ new_subuser_name, new_subuser_password })).subuser_id);
      return [await add('first'), await add('second')];
    },
    async close() {
      await client.close();
      await dispatcher.close();
      await emulator.close();
    },
  };
}

export function startGrounds(options: GroundOptions): Promise<Ground[]> {
  return Promise.all([startVobizGround(options), startVoximplantGround(options)]);
}
