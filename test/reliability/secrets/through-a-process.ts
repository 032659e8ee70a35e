import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { FaultRule } from '@subuser/emulator';
import type { Party } from './expedition.ts';
import type { Hunt } from './hunt.ts';
import type { Errand } from './talkative-process.ts';
import { openTap } from './tap.ts';

type Send = (message: Errand | { confession: string }) => Promise<number>;

const program = fileURLToPath(new URL('talkative-process.ts', import.meta.url));
const guard = new URL('../../support/loopback-guard.ts', import.meta.url).href;

const faults: readonly (FaultRule | undefined)[] = [
  undefined,
  { fault: 'status', status: 503, retryAfter: 1 },
  { fault: 'drop-after-apply' },
  { fault: 'half-body' },
  { fault: 'garbage-json' },
  { fault: 'error-200', code: 100 },
];

/** The number of calls that it made. */
async function send(child: ChildProcess, message: Parameters<Send>[0]): Promise<number> {
  child.send(message);
  const [calls] = (await once(child, 'message')) as [unknown];
  return Number(calls);
}

const textOf = async (stream: Readable | null): Promise<string> => (stream === null ? '' : text(stream));

/** Everything that a talkative program prints until its last error ends it. */
export async function listenTo(hunt: Hunt, instruct: (send: Send) => Promise<unknown>): Promise<number> {
  const child = fork(program, [], {
    execArgv: ['--conditions=@subuser/source', '--import', guard],
    // Prints the debug output of undici as well.
    env: { NODE_DEBUG: 'undici', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const printed = Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  const exit = once(child, 'exit') as Promise<[number | null]>;
  await once(child, 'message');
  await instruct((message) => send(child, message));
  child.send('fail');
  const [code] = await exit;
  const [stdout, stderr] = await printed;
  hunt.read('stdout of a process that logs everything', stdout);
  hunt.read('its stderr', stderr);
  if (code !== 1) throw new Error(`The process ended with ${code}: ${stderr.slice(-2000)}`);
  return stdout.length + stderr.length;
}

/** How many characters were printed. */
export async function huntThroughAProcess({ hunt, grounds, planted, takeTurn }: Party): Promise<number> {
  const lengths = grounds.map((ground) =>
    listenTo(hunt, async (send) => {
      for (const fault of faults) {
        const ids = await ground.prepare(planted);
        const tap = await openTap(ground, hunt);
        ground.control.inject(() => fault);
        hunt.calls += await send({ key: ground.key, planted, ids, turn: takeTurn(), baseUrl: tap.origin });
        await tap.close();
      }
    }),
  );
  return (await Promise.all(lengths)).reduce((sum, length) => sum + length, 0);
}
