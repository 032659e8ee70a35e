import type { FaultRule } from '@subuser/emulator';
import type { CarrierUnderTest, ChosenFault } from '../../carriers/carrier-under-test.ts';
import type { Random } from '../random.ts';

/**
 * In real milliseconds. The client gives a request up after 60, and 200 later the library no longer looks for it. What is
 * applied 140 after its arrival is found by that look, however slow a busy machine makes both sides.
 */
const longestSlowMs = 90;
const longestLateMs = 140;

type Make = (random: Random, carrier: CarrierUnderTest, now: number) => ChosenFault;

/** Error shapes of a carrier that has several; shape 3 is left out, since it may state a status of its own. */
const shapes = [1, 2, 4, 5, 6, 7] as const;
const plain = (rule: FaultRule): ChosenFault => ({ kind: rule.fault, rule });

/** A failure of the server proves nothing: half of them follow an applied change. */
const failure =
  (status: number): Make =>
  (random) => {
    const asks = random.chance(0.3) ? { retryAfter: 1 } : {};
    return {
      kind: String(status),
      rule: { fault: 'status', status, applied: random.chance(0.5), shape: random.pick(shapes), ...asks },
    };
  };

const refusal: Make = (random, _carrier, now) => {
  const rule = { fault: 'status', status: 429, shape: random.pick(shapes) } as const;
  if (random.chance(0.4)) return { kind: '429', rule };
  // A date, seconds in both forms, and a wait that is longer than any we would start.
  const retryAfter = random.pick([new Date(now + 2_000).toUTCString(), '1', 2, 3600]);
  return { kind: '429 with Retry-After', rule: { ...rule, retryAfter } };
};

const error200: Make = (random, carrier) => carrier.chaos.error200(random);

/** An unreadable answer to a request that may have been applied. */
const either =
  (fault: FaultRule['fault']): Make =>
  (random) =>
    plain({ fault, applied: random.chance(0.6) });

/** The answer of a gateway, behind which the carrier may have applied the request. */
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

/** `now` in milliseconds, by the clock of both sides. A create that arrives late is the worst fault, so it is frequent. */
export function chooseFault(random: Random, carrier: CarrierUnderTest, operation: string, now: number): ChosenFault {
  const make = operation === 'create' && random.chance(0.2) ? late : random.pick(makers);
  return make(random, carrier, now);
}
