import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { emulators } from '@subuser/emulator';
import { writeNewText } from '../files/write-text.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { EmulatedProfiles } from '../views/emulated-view.ts';

/** Starts every emulator. An option that is an object is written to a new file of `folder`, or else left out. */
export async function startEmulators(
  terminal: Terminal,
  folder: string | undefined,
): Promise<{ profiles: EmulatedProfiles; close: () => Promise<void> }> {
  const running = await Promise.all(
    Object.entries(emulators).map(async ([carrier, start]) => ({ carrier, emulator: await start() })),
  );
  const close = async (): Promise<void> => {
    await Promise.all(running.map(({ emulator }) => emulator.close()));
  };
  try {
    const profiles: EmulatedProfiles = {};
    // Writing the first file reports what is wrong with the folder.
    if (folder !== undefined) await mkdir(resolve(terminal.directory, folder), { recursive: true }).catch(() => {});
    for (const { carrier, emulator } of running) {
      const options: EmulatedProfiles[string] = {};
      profiles[carrier] = options;
      for (const [name, value] of Object.entries(emulator.options)) {
        if (typeof value === 'string') options[name] = value;
        else if (folder !== undefined) {
          const file = join(folder, `${carrier}.${name}.json`);
          await writeNewText(terminal, file, `${JSON.stringify(value, null, 2)}\n`);
          options[name] = { file };
        }
      }
    }
    return { profiles, close };
  } catch (error) {
    await close();
    throw error;
  }
}
