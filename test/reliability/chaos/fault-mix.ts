import type { FaultRule } from '@subuser/emulator';
import type { CarrierName } from '../carrier.ts';
import type { Random } from '../random.ts';

/** A fault and the word under which it is counted. */
export interface ChosenFault {
  kind: string;
  rule: FaultRule;
}

/**
 * In real milliseconds; the client gives a request up after 60, and 200 later the library no longer looks for it. However
 * late a busy machine makes both sides, what is applied 140 after its arrival comes before that look.
 */
const longestSlowMs = 90;
const longestLateMs = 140;

type Make = (random: Random, name: CarrierName, now: number) => ChosenFault;

/** Vobiz's error shapes that carry no status of their own; shape 3 says 422 whatever the reply's status is. */
const shapes = [1, 2, 4, 5, 6, 7] as const;
const plain = (rule: FaultRule): ChosenFault => ({ kind: rule.fault, rule });

/** A server's failure proves nothing: half of them come after the change was made. */
const failure =
  (status: number): Make =>
  (random) => {
    const asks = random.chance(0.3) ? { retryAfter: 1 } : {};
    return {
      kind: String(status),
      rule: { fault: 'status', status, applied: random.chance(0.5), shape: random.pick(shapes), ...asks },
    };
  };

const refusal: Make = (random, _name, now) => {
  const rule = { fault: 'status', status: 429, shape: random.pick(shapes) } as const;
  if (random.chance(0.4)) return { kind: '429', rule };
  // A date, seconds in both forms, and a wait that is longer than any we would begin.
  const retryAfter = random.pick([new Date(now + 2_000).toUTCString(), '1', 2, 3600]);
  return { kind: '429 with Retry-After', rule: { ...rule, retryAfter } };
};

/** Voximplant's codes: its own faults and “you re-sent this” may be applied, “slow down” is not. */
const error200: Make = (random, name) => {
  if (name === 'vobiz') return plain({ fault: 'error-200', shape: random.pick(shapes), applied: random.chance(0.5) });
  const code = random.pick([1, 2, 4, 484, 515, 162, 340, 416]);
  const applied = code !== 162 && code !== 340 && code !== 416 && random.chance(0.5);
  return { kind: `error-200, code ${code}`, rule: { fault: 'error-200', code, applied } };
};

/** An answer that cannot be read, to a request that was carried out or was not. */
const either =
  (fault: FaultRule['fault']): Make =>
  (random) =>
    plain({ fault, applied: random.chance(0.6) });

/** What a gateway answers for a carrier that may have gone on. */
const gatewayPage: Make = (random) => ({
  kind: '502 with HTML',
  rule: { fault: 'html-200', status: 502, applied: random.chance(0.5) },
});

const late: Make = (random) => plain({ fault: 'apply-late', delayMs: random.int(longestLateMs) });

const makers: readonly [Make, ...Make[]] = [
  refusal,
  refusal,
  failure(500),
  failure(503),
  () => plain({ fault: 'drop-before-apply' }),
  () => plain({ fault: 'drop-after-apply' }),
  late,
  (random) => plain({ fault: 'slow', delayMs: random.int(longestSlowMs) }),
  either('stalled-headers'),
  either('stalled-body'),
  either('half-body'),
  either('garbage-json'),
  either('html-200'),
  gatewayPage,
  either('empty-body'),
  () => plain({ fault: 'redirect' }),
  () => plain({ fault: 'odd-field' }),
  error200,
  error200,
];

/** `now` in milliseconds, by the clock of both sides. A create that comes late is the worst, so it comes often. */
export function chooseFault(random: Random, name: CarrierName, operation: string, now: number): ChosenFault {
  const make = operation === 'create' && random.chance(0.2) ? late : random.pick(makers);
  return make(random, name, now);
}
