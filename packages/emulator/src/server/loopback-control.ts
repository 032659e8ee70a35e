import { unknownOperation } from './carrier-script.ts';
import type { Call, CarrierPlay, CarrierRequest, OperationName } from './carrier-script.ts';
import type { Control, Decide } from './control.ts';
import { Delays } from './delays.ts';
import { faults } from './fault.ts';
import type { FaultRule, QueuedFault } from './fault.ts';
import { loggableName, loggablePath } from './logged-request.ts';
import type { LoggedRequest } from './logged-request.ts';

/** A log entry while its request is in work. */
export type OpenRequest = { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] };

export interface ControlOptions {
  readonly latencyMs?: number;
  /** The emulator's clock in milliseconds: dates, token checks and the `Date` header follow it. */
  readonly now: () => number;
}

/** The control that both carriers share; a carrier with settings of its own extends it. */
export class LoopbackControl implements Control {
  latencyMs: number;
  readonly now: () => number;
  readonly #play: CarrierPlay;
  readonly #startLatencyMs: number;
  readonly #queue: { rule: QueuedFault; left: number }[] = [];
  readonly #lateDelays = new Delays();
  readonly #late = new Set<Promise<void>>();
  #requests: OpenRequest[] = [];
  #decide: Decide | undefined;

  constructor(play: CarrierPlay, options: ControlOptions) {
    this.#play = play;
    this.now = options.now;
    this.#startLatencyMs = options.latencyMs ?? 0;
    this.latencyMs = this.#startLatencyMs;
  }

  get requests(): readonly LoggedRequest[] {
    return this.#requests;
  }

  failNext(rule: QueuedFault): void {
    const { fault, times = 1 } = rule;
    checkName('fault', fault, faults);
    const names = [...this.#play.operations, unknownOperation];
    for (const key of ['operation', 'carrierOperation'] as const)
      checkName(key, rule[key], new Set(names.map((name) => name[key])));
    if (times > 0) this.#queue.push({ rule, left: times });
  }

  inject(decide: Decide): void {
    this.#decide = decide;
  }

  async settled(): Promise<void> {
    while (this.#late.size > 0) await Promise.all(this.#late);
  }

  seed(count: number): readonly string[] {
    return this.#play.seed(count);
  }

  authenticates(login: string, secret: string): boolean {
    return this.#play.authenticates(login, secret);
  }

  reset(): void {
    this.#lateDelays.cancel();
    this.#play.reset();
    this.#queue.length = 0;
    this.#requests = [];
    this.#decide = undefined;
    this.latencyMs = this.#startLatencyMs;
  }

  /** For the mechanism: writes an arrival into the log and finds the fault that strikes it. */
  admit(request: CarrierRequest, call: Call): { entry: OpenRequest; rule: FaultRule | undefined } {
    const { method } = request;
    const path = loggablePath(request.path, this.#play.plainSegment);
    const { operation, carrierOperation } = call;
    const parameters = call.parameters.map(loggableName);
    const sequence = this.#requests.length + 1;
    const facts = { sequence, operation, carrierOperation, method, path };
    const entry = { ...facts, parameters, applied: false, status: null, at: this.now() };
    this.#requests.push(entry);
    return { entry, rule: this.#queued(call) ?? this.#decide?.(facts) };
  }

  /** For the mechanism: runs `apply` after `delayMs`, unless a reset or the end comes first. */
  applyLate(delayMs: number, apply: () => Promise<void>): void {
    const late = this.#lateDelays
      .wait(delayMs)
      .then((elapsed) => (elapsed ? apply() : undefined))
      .finally(() => this.#late.delete(late));
    this.#late.add(late);
  }

  /** For the mechanism: drops what is still to be applied late, for good. */
  end(): void {
    this.#lateDelays.end();
  }

  #queued(name: OperationName): FaultRule | undefined {
    const index = this.#queue.findIndex(({ rule }) => isFor(rule, name));
    const found = this.#queue[index];
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#queue.splice(index, 1);
    return found.rule;
  }
}

function isFor(rule: QueuedFault, name: OperationName): boolean {
  const { operation = name.operation, carrierOperation = name.carrierOperation } = rule;
  return operation === name.operation && carrierOperation === name.carrierOperation;
}

/** A misspelt rule would strike nothing, and whatever it was meant to prove would seem proven. */
function checkName(what: string, name: string | undefined, names: Iterable<string>): void {
  const known = [...names];
  if (name === undefined || known.includes(name)) return;
  throw new RangeError(`There is no ${what} "${name}"; there are: ${known.join(', ')}`);
}
