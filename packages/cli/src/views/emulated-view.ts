import { type CarrierEmulator, faults } from '@subuser/emulator';
import { print } from '../terminal/terminal.ts';
import { printTable } from './table.ts';
import type { View } from './view.ts';

/** One running emulator. */
export interface Emulated {
  carrier: string;
  emulator: CarrierEmulator;
  /** By name of the option, as a profile of the configuration takes them. */
  options: Record<string, string | { file: string }>;
}

export function emulatedView(emulated: readonly Emulated[]): View {
  return {
    objects: [Object.fromEntries(emulated.map(({ carrier, options }) => [carrier, options]))],
    async show(terminal) {
      const width = Math.max(...emulated.map(({ carrier }) => carrier.length));
      for (const { carrier, options, emulator } of emulated) {
        const texts = Object.entries({ ...options, ...emulator.extras }).map(([name, value]) =>
          typeof value === 'string' ? `${name} ${value}` : `${name} in ${value.file}`,
        );
        print(terminal, `${carrier.padEnd(width)}  ${texts.join('  ')}`);
      }
      print(terminal, '');
      await printTable(terminal, switchRows(emulated), { whole: ['--set'] });
      print(terminal, '');
      const operations = new Set(emulated.flatMap(({ emulator }) => emulator.operations));
      print(terminal, [`--fail OPERATION: ${[...operations].join(', ')}`, `    =FAULT: ${faults.join(', ')}`]);
    },
  };
}

function switchRows(emulated: readonly Emulated[]): string[][] {
  const rows = emulated.flatMap(({ carrier, emulator: { control, switches } }) =>
    Object.entries(switches).map(([name, { values = ['a number from 1'], about }]) => {
      const current = String(Reflect.get(control, name));
      return [`${carrier}.${name}=${current}`, values.filter((each) => String(each) !== current).join(', '), about];
    }),
  );
  return [['--set', 'or', 'decides'], ...rows];
}
