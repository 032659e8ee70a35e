import type { Command } from 'commander';
import { say } from '../../terminal/terminal.ts';
import { type Context, describedCommand } from '../context.ts';
import { parseCount } from '../parse-number.ts';
import { collect } from '../collect.ts';
import type { EmulateFlags } from './start-emulators.ts';

const example = `emulate --port 4010 --tls --out emulated --seed 30
  $ subuser emulate --fail create=drop-after-apply --fail list=slow,delayMs=3000,times=2`;

export function emulateCommand(context: Context): Command {
  const { terminal } = context;
  return describedCommand('emulate', 'emulate every carrier on this machine until Ctrl+C', example)
    .option('--out <folder>', 'write options that are objects, as key files are, to files in this folder')
    .option('--port <port>', 'port of the first carrier; each other has the next (default: free ones)', parseCount)
    .option('--tls', 'answer https, with a certificate that is written to the folder of --out')
    .option('--seed <count>', 'this many sub-users in each account', parseCount)
    .option('--latency <ms>', 'milliseconds between a request and its answer', parseCount)
    .option('--set <carrier.switch=value>', 'a reading of a carrier’s documents; all are printed at the start', collect)
    .option('--fail <operation=fault>', 'let the next request fail; details follow a comma: times, status, …', collect)
    .option('--json', 'the options of each carrier as one object')
    .action(async (flags: EmulateFlags) => {
      const { startEmulators } = await import('./start-emulators.ts');
      const { emulatedView } = await import('../../views/emulated-view.ts');
      const { emulated, certificate, close } = await startEmulators(terminal, flags);
      try {
        const stopped = new Promise<void>((resolve) => {
          terminal.onInterrupt(resolve);
        });
        await context.show(emulatedView(emulated));
        if (certificate !== undefined) {
          say(terminal, `Clients must trust ${certificate}: NODE_EXTRA_CA_CERTS, SSL_CERT_FILE, curl --cacert.`);
        }
        say(
          terminal,
          'Ids and credentials are the same on every run, and work nowhere else. Ctrl+C stops the emulators.',
        );
        await stopped;
      } finally {
        await close();
      }
    });
}
