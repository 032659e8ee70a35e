import { startVoximplantEmulator, type VoximplantSettings } from '@subuser/emulator';
import { voximplantCarrier } from '@subuser/voximplant';
import type { CarrierUnderTest } from './carrier-under-test.ts';
import { openAccount } from './open-account.ts';
import { proxied } from './voximplant/proxied.ts';
import { secrets } from './voximplant/secrets.ts';
import { voximplantTruth } from './voximplant/truth.ts';

/** Codes of the carrier's own faults, and those for “you re-sent this”: the request may have been applied. */
const doubtful = [1, 2, 4, 484, 515] as const;
/** Codes for “slow down”: nothing was applied. */
const refused = [162, 340, 416] as const;

export const voximplant: CarrierUnderTest = {
  ...voximplantCarrier,
  async openAccount(options) {
    const emulator = await startVoximplantEmulator(options);
    return openAccount(voximplant, emulator, voximplantTruth(emulator, options?.now));
  },
  variants: [
    { title: '', settings: {} },
    {
      title: ' with totals, and errors as lists',
      settings: { totalCount: true, errorShape: 'errors' } satisfies Partial<VoximplantSettings>,
    },
    {
      title: ' with errors as HTTP statuses',
      settings: { errorShape: 'http-status' } satisfies Partial<VoximplantSettings>,
    },
  ],
  vary: (random) =>
    ({
      errorShape: random.pick(['error', 'errors', 'field-name', 'http-status']),
      totalCount: random.pick([true, false]),
    }) satisfies Partial<VoximplantSettings>,
  chaos: {
    names: ['support-desk', 'Dispatch', 'lodz_depot', 'night-shift', 'acme-sales', 'billing'],
    takenNames: ['support-desk', 'acme-sales'],
    grants: ['CallListManager', 'Developer', 'Supervisor'],
    changesGrantsInParts: true,
    wrong: { name: 'no good' },
    // Where codes become statuses, a reply whose body is broken still says 409.
    takenCodes: (control) =>
      Reflect.get(control, 'errorShape') === 'http-status'
        ? ['already-exists', 'failed-precondition']
        : ['already-exists'],
    error200(random) {
      const code = random.pick([...doubtful, ...refused]);
      const applied = doubtful.some((each) => each === code) && random.chance(0.5);
      return { kind: `error-200, code ${code}`, rule: { fault: 'error-200', code, applied } };
    },
    calls: ['changePassword'],
    faults: [...doubtful, ...refused].map((code) => `error-200, code ${code}`),
  },
  endings: new URL('voximplant/endings.md', import.meta.url),
  ids: {
    unknown: '999',
    odd: ['0', '-1', '+1', '1.5', '1e3', '0x1F', '1;2', '109 ', '１０９', '1'.repeat(17), 0, -1, 1.5, 1e21],
  },
  withPassword: (password) => ({ password }),
  proxied,
  migration: {
    given: ['CallListManager', 'Developer', 'Supervisor', 'Support'],
    received: ['Supervisor', 'Accountant'],
    inherited: 'Support',
    seeded: { name: 'seeded_109', email: 0, phone: 0, disabled: 0, blocked: 0, lastGrant: 75 },
  },
  full: { fault: 'error-200', code: 438 },
  fileProfile({ credentials, origin }, name) {
    const file = `${name}-credentials.json`;
    return {
      profile: { carrier: voximplant.name, credentials: { file }, baseUrl: origin },
      files: { [file]: credentials },
    };
  },
  secrets,
  cures: [
    ['429', { fault: 'status', status: 429 }],
    ...[162, 416, 456].map((code) => [String(code), { fault: 'error-200', code }] as const),
  ],
};
