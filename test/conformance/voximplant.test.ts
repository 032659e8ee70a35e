import { describeProvider } from '@subuser/conformance';
import { startVoximplantEmulator, type VoximplantSettings } from '@subuser/emulator';
import { createVoximplant } from '@subuser/voximplant';
import { emulatedFaults } from './emulated-faults.ts';

const names = {
  create: 'AddSubUser',
  get: 'GetSubUsers',
  listPage: 'GetSubUsers',
  update: 'SetSubUserInfo',
  delete: 'DelSubUser',
};

function describeVoximplant(name: string, settings: Partial<VoximplantSettings>): void {
  describeProvider(name, async () => {
    const { credentials, origin: baseUrl, control, close } = await startVoximplantEmulator();
    Object.assign(control, settings);
    const faults = emulatedFaults(control, names);
    return {
      provider: createVoximplant({ credentials, baseUrl, dispatcher: faults.dispatcher, retries: { baseMs: 1 } }),
      requests: () => control.requests.length,
      failNext: faults.failNext,
      authenticates: (login, secret) => control.authenticates(login, secret),
      close: () => Promise.all([faults.dispatcher.destroy(), close()]).then(() => undefined),
    };
  });
}

describeVoximplant('voximplant', {});
describeVoximplant('voximplant with totals, and errors as lists', { totalCount: true, errorShape: 'errors' });
describeVoximplant('voximplant with errors as HTTP statuses', { errorShape: 'http-status' });
