import type { Command } from 'commander';
import { say } from '../terminal/terminal.ts';
import { emulatedView } from '../views/emulated-view.ts';
import { type Context, describedCommand } from './context.ts';

export function emulateCommand(context: Context): Command {
  const { terminal } = context;
  return describedCommand('emulate', 'emulate every carrier on this machine until Ctrl+C', 'emulate --out emulated')
    .option('--out <folder>', 'write options that are objects, as key files are, to new files in this folder')
    .option('--json', 'the options of each carrier as one object')
    .action(async ({ out }: { out?: string }) => {
      const { startEmulators } = await import('./start-emulators.ts');
      const { profiles, close } = await startEmulators(terminal, out);
      try {
        const stopped = new Promise<void>((resolve) => {
          terminal.onInterrupt(resolve);
        });
        await context.show(emulatedView(profiles));
        say(terminal, 'The credentials are for this run only. Ctrl+C stops the emulators.');
        await stopped;
      } finally {
        await close();
      }
    });
}
