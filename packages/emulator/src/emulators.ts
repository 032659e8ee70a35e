import type { StartEmulator } from './carrier-emulator.ts';
import { startVobizEmulator } from './vobiz/start-vobiz-emulator.ts';
import { startVoximplantEmulator } from './voximplant/start-voximplant-emulator.ts';

/** Every carrier that can be emulated, by its name. */
export const emulators = {
  vobiz: startVobizEmulator,
  voximplant: startVoximplantEmulator,
} satisfies Record<string, StartEmulator>;
