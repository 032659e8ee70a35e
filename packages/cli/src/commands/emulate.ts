import type { Command } from 'commander';
import { type Context, describedCommand } from './context.ts';
import { print, say } from '../terminal/terminal.ts';

export function emulateCommand({ terminal }: Context): Command {
  return describedCommand(
    'emulate',
    'both carriers on this machine until Ctrl+C',
    'emulate --credentials voximplant.json --json',
  )
    .option('--credentials <file>', 'write Voximplant’s test credentials to this new file')
    .option('--json', 'addresses and test credentials as one object')
    .action(async (options: { credentials?: string; json?: true }) => {
      const { startVobizEmulator, startVoximplantEmulator } = await import('@subuser/emulator');
      const [vobiz, voximplant] = await Promise.all([startVobizEmulator(), startVoximplantEmulator()]);
      try {
        if (options.credentials !== undefined) {
          const { writeNewText } = await import('../files/write-text.ts');
          await writeNewText(terminal, options.credentials, `${JSON.stringify(voximplant.credentials, null, 2)}\n`);
        }
        const stopped = new Promise<void>((resolve) => {
          terminal.onInterrupt(resolve);
        });
        const { authId, authToken } = vobiz.credentials;
        if (options.json) {
          const found = {
            vobiz: { baseUrl: vobiz.origin, authId, authToken },
            voximplant: { baseUrl: voximplant.origin },
          };
          print(terminal, JSON.stringify(found));
        } else {
          print(terminal, `Vobiz       ${vobiz.origin}  authId ${authId}  authToken ${authToken}`);
          print(
            terminal,
            `Voximplant  ${voximplant.origin}  credentials: ${options.credentials ?? 'say --credentials FILE'}`,
          );
        }
        say(terminal, 'Test credentials of this run alone. Ctrl+C ends both.');
        await stopped;
      } finally {
        await Promise.all([vobiz.close(), voximplant.close()]);
      }
    });
}
