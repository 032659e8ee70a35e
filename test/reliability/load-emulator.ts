import { carrierOf } from '../carriers/all.ts';
import { createRandom } from './random.ts';

/** First message to the process under load: what the adapter needs to reach the emulator. */
export interface Opened {
  options: object;
}

/** Its question at the end: which of these pairs of login and secret are real. */
export interface Question {
  pairs: readonly (readonly [login: string, secret: string])[];
}

export interface Answer {
  requests: number;
  faults: Readonly<Record<string, number>>;
  working: number;
}

const shareRefused = 0.05;
const shareDropped = 0.01;

// A process of its own, so that the heap of the process under load contains the library alone.
const { options, control, close } = await carrierOf(process.argv[2] ?? '').openAccount();
const random = createRandom('load');
const faults = { '429': 0, 'drop-after-apply': 0 };
control.inject(() => {
  if (random.chance(shareRefused)) {
    faults['429'] += 1;
    return { fault: 'status', status: 429 };
  }
  if (!random.chance(shareDropped)) return undefined;
  faults['drop-after-apply'] += 1;
  return { fault: 'drop-after-apply' };
});

process.on('message', ({ pairs }: Question) => {
  const working = pairs.filter(([login, secret]) => control.authenticates(login, secret)).length;
  const answer: Answer = { requests: control.requests.length, faults, working };
  process.send?.(answer, () => void close().then(() => process.disconnect()));
});
const opened: Opened = { options };
process.send?.(opened);
