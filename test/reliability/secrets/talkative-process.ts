// A program that logs everything that it can reach, in every way that Node offers. Started with an IPC channel.
import { Console } from 'node:console';
import { channel } from 'node:diagnostics_channel';
import type { PlantedSecrets } from '../../carriers/secret-facts.ts';
import { type Key, openWith } from './ground.ts';

/** Its task. Sent as a message, since every program of the machine can read arguments and variables. */
export interface Errand {
  key: Key;
  planted: PlantedSecrets;
  ids: [string, string];
  turn: number;
  baseUrl: string;
}

let last: unknown;
const terminal = new Console(process.stdout, process.stderr);

function log(name: string, value: unknown): void {
  for (const write of [terminal.log, terminal.error]) {
    write(name, value);
    write('%s %o %d', value, value, value);
    // A result may be undefined, and a client cannot be written as JSON.
    write(JSON.stringify({ value }, (_, member: unknown) => (typeof member === 'bigint' ? String(member) : member)));
  }
  terminal.dir(value, { depth: null, showHidden: true, getters: true });
  terminal.table(typeof value === 'object' ? value : [value]);
  if (value instanceof Error) terminal.trace(value);
}

/** Calls everything, logs everything, and remembers the last error. The number of calls. */
async function run({ key, planted, ids, turn, baseUrl }: Errand): Promise<number> {
  const opened = openWith(key, {
    planted,
    ids,
    turn,
    connection: { baseUrl, retries: { attempts: 2, baseMs: 1 }, onEvent: (event) => log('event', event) },
  });
  log('held', opened.held);
  for (const [name, act] of opened.calls)
    try {
      log(name, await act({}));
    } catch (error) {
      log(name, error);
      if (error instanceof Error) process.emitWarning(error);
      last = error;
    }
  await opened.close();
  log('held', opened.held);
  return opened.calls.length;
}

channel('subuser:call').subscribe((message) => log('diagnostics', message));
async function execute(errand: Errand | { confession: string }): Promise<void> {
  if ('confession' in errand) log('confession', (last = new Error(errand.confession)));
  process.send?.('confession' in errand ? 0 : await run(errand));
}

process.on('message', (errand: Errand | { confession: string } | 'fail') => {
  // Uncaught: Node itself prints it and ends the process.
  if (errand === 'fail') throw last;
  void execute(errand);
});
process.send?.('ready');
