import { startVobizEmulator } from '@subuser/emulator';
import { createRandom } from './random.ts';

/** What the process under load is told at first. */
export interface Opened {
  origin: string;
  credentials: { authId: string; authToken: string };
}

/** What it asks at the end: whether these pairs of login and secret are real. */
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

// A process of its own, so that the heap of the process under load is the library's alone.
const { origin, credentials, control, close } = await startVobizEmulator();
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
const opened: Opened = { origin, credentials };
process.send?.(opened);
