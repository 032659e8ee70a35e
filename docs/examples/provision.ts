// The main job, end to end: the same code provisions a CRM's tenants on two carriers.
import { readFile } from 'node:fs/promises';
import { progress } from '@clack/prompts';
import { openSubUsers, type SubUsers } from '@subuser/core';
import { startVobizEmulator, startVoximplantEmulator } from '@subuser/emulator';
import { createVobiz, type VobizCarrierOptions } from '@subuser/vobiz';
import { createVoximplant } from '@subuser/voximplant';
import { type Claim, exercise } from './provision/exercise.ts';
import { migrate } from './provision/migrate.ts';
import { type Plan, provisionTenants } from './provision/provision-tenants.ts';
import { readTenants, type Tenant } from './provision/read-tenants.ts';
import { claimLines, outcomeTable } from './provision/report.ts';

const vobizPlan: Plan<VobizCarrierOptions> = {
  grants: { calls: 'calls', cdr: 'cdr' },
  options: ({ kycMode, businessType }) => ({
    carried: ['kycMode', 'businessType'],
    // The CRM's words are passed on unchecked: the adapter knows Vobiz's lists and refuses all others.
    carrierOptions: { kycMode, businessType } as VobizCarrierOptions,
  }),
};

const voximplantPlan: Plan<never> = {
  // This platform's own choice: “calls” becomes the right to run call lists, “cdr” the right to supervise.
  grants: { calls: 'CallListManager', cdr: 'Supervisor' },
  options: () => ({ carried: [] }),
};

/** Provisions, exercises and reports one carrier. True if reading back confirmed every claim. */
async function demonstrate<O>(title: string, subUsers: SubUsers<O>, tenants: readonly Tenant[], plan: Plan<O>) {
  // A bar that is wider than the terminal, title included, would be drawn on a new line each time.
  const bar = process.stdout.isTTY ? progress({ max: tenants.length, size: 20 }) : undefined;
  bar?.start(`${title}: creating ${tenants.length}`);
  const outcomes = await provisionTenants(subUsers, tenants, plan, () => bar?.advance());
  bar?.stop(`${title}: done`);
  const claims: Claim[] = await exercise(subUsers, outcomes);
  await subUsers.close();
  process.stdout.write(`\n${title}\n${outcomeTable(outcomes, process.stdout.columns ?? 120)}${claimLines(claims)}`);
  return claims.every(({ isTrue }) => isTrue);
}

const tenants = readTenants(await readFile(new URL('../../test/fixtures/tenants.csv', import.meta.url)));
const [vobiz, voximplant, fresh] = await Promise.all([
  startVobizEmulator(),
  startVoximplantEmulator(),
  startVoximplantEmulator(),
]);
try {
  process.stdout.write(
    `${tenants.length} tenants of test/fixtures/tenants.csv, on emulators of\n` +
      `Vobiz at ${vobiz.origin} and Voximplant at ${voximplant.origin}.\n` +
      'A name that a carrier would not take becomes a login: transliterated to ASCII,\n' +
      'lower case, one hyphen for whatever is not allowed, cut to the length; four\n' +
      'characters of its SHA-256 follow where that is taken or too short.\n',
  );
  const isTrueOnVobiz = await demonstrate(
    'Vobiz sub-accounts',
    openSubUsers(createVobiz({ ...vobiz.credentials, baseUrl: vobiz.origin })),
    tenants,
    vobizPlan,
  );
  const isTrueOnVoximplant = await demonstrate(
    'Voximplant subusers',
    openSubUsers(createVoximplant({ credentials: voximplant.credentials, baseUrl: voximplant.origin })),
    tenants,
    voximplantPlan,
  );
  process.stdout.write('\nMoving what is on Vobiz to another Voximplant account\n');
  const migrated = await migrate(vobiz, fresh);
  process.stdout.write(claimLines(migrated));
  const isMigrated = migrated.every(({ isTrue }) => isTrue);
  process.stdout.write('\nNo secret was printed, and none is left: the emulators and their files are gone now.\n');
  if (!isTrueOnVobiz || !isTrueOnVoximplant || !isMigrated) process.exitCode = 1;
} finally {
  await Promise.all([vobiz, voximplant, fresh].map((emulator) => emulator.close()));
}
