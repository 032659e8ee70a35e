// `node docs/examples/switch-carriers/main.ts` on Node 24, after a build. Each carrier is an emulator on this machine.
import type { Credentials } from '@subuser/core';
import { startVobizEmulator, startVoximplantEmulator } from '@subuser/emulator';
import { subUserModule, subUsersToken } from '@subuser/inversify';
import { Container } from 'inversify';
import { directory, provision, type Team } from './app.ts';
import { configure } from './config.ts';

const teams: Team[] = [
  { key: 'team-1', name: 'Support desk' },
  { key: 'team-2', name: 'Łódź warehouse' },
];

const [vobiz, voximplant] = await Promise.all([startVobizEmulator(), startVoximplantEmulator()]);
const container = new Container();
container.load(
  subUserModule(
    configure({
      vobiz: { carrier: 'vobiz', ...vobiz.credentials, baseUrl: vobiz.origin },
      voximplant: { carrier: 'voximplant', credentials: voximplant.credentials, baseUrl: voximplant.origin },
    }),
  ),
);
try {
  const subUsers = container.get(subUsersToken('main'));
  const vault = new Map<string, Credentials>();
  await provision(subUsers, teams, async (key, credentials) => void vault.set(key, credentials));
  const lines = [`On ${subUsers.carrier}:`, ...(await directory(subUsers)), `Secrets kept: ${vault.size}`];
  process.stdout.write(`${lines.join('\n')}\n`);
} finally {
  await container.unbindAllAsync();
  await Promise.all([vobiz.close(), voximplant.close()]);
}
