import { SubUserError } from '@subuser/core';
import { type CarrierEmulator, readFault, readSwitch } from '@subuser/emulator';

type Running = readonly (readonly [carrier: string, emulator: CarrierEmulator])[];

/** `carrier.switch=value`. Throws `invalid-argument` for what does not exist, with what there is. */
export function applySwitches(running: Running, texts: readonly string[]): void {
  for (const text of texts) {
    withOption(`--set ${text}`, () => {
      const [, carrier = '', name = '', value] = /^([^.=]*)\.([^=]*)(?:=(.*))?$/su.exec(text) ?? [];
      const found = running.find(([each]) => each === carrier);
      if (found === undefined || value === undefined) {
        throw new RangeError(`It must be CARRIER.SWITCH=VALUE, with a carrier of: ${namesOf(running)}`);
      }
      const [, { control, switches }] = found;
      Object.assign(control, { [name]: readSwitch(switches, name, value) });
    });
  }
}

/** `operation=fault,detail=value`, for the carrier before a dot or for each that has the operation. */
export function applyFaults(running: Running, texts: readonly string[]): void {
  for (const text of texts) {
    withOption(`--fail ${text}`, () => {
      const [dot] = text.split('=', 1).map((name) => name.indexOf('.'));
      const named = running.filter(([carrier]) => carrier === text.slice(0, dot));
      const rule = readFault(named.length === 0 ? text : text.slice((dot ?? 0) + 1));
      const targets = (named.length === 0 ? running : named).filter(
        ([, { operations }]) => rule.operation === undefined || operations.includes(rule.operation),
      );
      if (targets.length === 0) {
        const known = new Set((named.length === 0 ? running : named).flatMap(([, { operations }]) => operations));
        throw new RangeError(`There is no operation "${rule.operation}"; there are: ${[...known].join(', ')}`);
      }
      for (const [, { control }] of targets) control.failNext(rule);
    });
  }
}

function namesOf(running: Running): string {
  return running.map(([carrier]) => carrier).join(', ');
}

/** Runs what may throw a RangeError, and turns that into an error that names the option. */
function withOption(option: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new SubUserError('invalid-argument', `${option}: ${error.message}`, { operation: 'emulate' }, error);
  }
}
