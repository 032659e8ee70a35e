export type { CarrierEmulator, StartEmulator } from './carrier-emulator.ts';
export { emulators } from './emulators.ts';
export type { OperationName } from './server/carrier-script.ts';
export type { Control, Decide } from './server/control.ts';
export { type Fault, type FaultRule, faults, type QueuedFault } from './server/fault.ts';
export type { LoggedRequest, RequestFacts } from './server/logged-request.ts';
export { readFault } from './server/read-fault.ts';
export type { EmulatorOptions } from './server/start-emulator.ts';
export { readSwitch, type Switch, type Switches } from './server/switches.ts';
export { startVobizEmulator, type VobizControl, type VobizEmulator } from './vobiz/start-vobiz-emulator.ts';
export type { VobizCredentials } from './vobiz/state/account.ts';
export type { VobizSettings } from './vobiz/vobiz-settings.ts';
export {
  startVoximplantEmulator,
  type VoximplantControl,
  type VoximplantEmulator,
} from './voximplant/start-voximplant-emulator.ts';
export type { VoximplantCredentials } from './voximplant/state/issue-key.ts';
export type { VoximplantSettings } from './voximplant/voximplant-settings.ts';
