import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VoximplantCredentials } from '@subuser/emulator';
import official from '@voximplant/apiclient-nodejs';

/** Voximplant's official client. It reads its credentials from a file, some time after it was constructed. */
export async function openOfficialVoximplant(
  origin: string,
  credentials: VoximplantCredentials,
): Promise<official.default> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-credentials-'));
  const pathToCredentials = join(folder, 'credentials.json');
  await writeFile(pathToCredentials, JSON.stringify(credentials), { mode: 0o600 });
  const client = new official.default({ host: new URL(origin).host, pathToCredentials });
  await new Promise<unknown>((resolve) => (client.onReady = resolve));
  await rm(folder, { recursive: true });
  return client;
}
