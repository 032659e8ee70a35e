import { print } from '../terminal/terminal.ts';
import type { View } from './view.ts';

/** By carrier and name of the option, as a profile of the configuration takes them. */
export type EmulatedProfiles = Record<string, Record<string, string | { file: string }>>;

export function emulatedView(profiles: EmulatedProfiles): View {
  return {
    objects: [profiles],
    show(terminal) {
      const width = Math.max(...Object.keys(profiles).map(({ length }) => length));
      for (const [carrier, options] of Object.entries(profiles)) {
        const texts = Object.entries(options).map(([name, value]) =>
          typeof value === 'string' ? `${name} ${value}` : `${name} in ${value.file}`,
        );
        print(terminal, `${carrier.padEnd(width)}  ${texts.join('  ')}`);
      }
    },
  };
}
