import {
  type Call,
  type CarrierRequest,
  type CarrierScript,
  type OperationName,
  type Stage,
  unknownOperation,
} from './carrier-script.ts';
import type { Control, Decide } from './control.ts';
import { Delays } from './delays.ts';
import { type FaultRule, faults, type QueuedFault } from './fault.ts';
import { type LoggedRequest, loggableName, loggablePath } from './logged-request.ts';

/** A log entry while its request is being answered. */
export type OpenRequest = { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] };

export interface ControlOptions {
  /** Milliseconds. */
  readonly latencyMs: number;
  /** The emulator's clock in milliseconds: dates, token checks and the `Date` header follow it. */
  readonly now: () => number;
}

/** The control of every carrier, without the carrier's settings: see `openControl`. */
export class EmulatorControl implements Control {
  latencyMs: number;
  clockSkewMs = 0;
  readonly #script: CarrierScript;
  readonly #settings: object;
  readonly #now: () => number;
  readonly #queue: { rule: QueuedFault; left: number }[] = [];
  readonly #lateDelays = new Delays();
  readonly #late = new Set<Promise<void>>();
  #requests: OpenRequest[] = [];
  #decide: Decide | undefined;

  constructor(script: CarrierScript, settings: object, { latencyMs, now }: ControlOptions) {
    this.#script = script;
    this.#settings = { latencyMs, clockSkewMs: 0, ...settings };
    this.#now = now;
    this.latencyMs = latencyMs;
  }

  get requests(): readonly LoggedRequest[] {
    return this.#requests;
  }

  failNext(rule: QueuedFault): void {
    const { fault, times = 1 } = rule;
    checkName('fault', fault, faults);
    const names = [...this.#script.operations, unknownOperation];
    for (const key of ['operation', 'carrierOperation'] as const) {
      checkName(key, rule[key], new Set(names.map((name) => name[key])));
    }
    if (times > 0) this.#queue.push({ rule, left: times });
  }

  inject(decide: Decide): void {
    this.#decide = decide;
  }

  async settled(): Promise<void> {
    while (this.#late.size > 0) await Promise.all(this.#late);
  }

  seed(count: number): readonly string[] {
    return this.#script.account.seed(count, this.now());
  }

  authenticates(login: string, secret: string): boolean {
    return this.#script.account.authenticates(login, secret);
  }

  reset(): void {
    this.#lateDelays.cancel();
    this.#script.account.reset();
    this.#queue.length = 0;
    this.#requests = [];
    this.#decide = undefined;
    Object.assign(this, this.#settings);
  }

  /** For the server: the emulator's clock. */
  now(): number {
    return this.#now() + this.clockSkewMs;
  }

  /** For the server: logs an arrival and finds the fault that strikes it. */
  admit(request: CarrierRequest, call: Call): { entry: OpenRequest; rule: FaultRule | undefined } {
    const { method } = request;
    const path = loggablePath(request.path, this.#script.plainSegment);
    const { operation, carrierOperation } = call;
    const parameters = call.parameters.map(loggableName);
    const sequence = this.#requests.length + 1;
    const facts = { sequence, operation, carrierOperation, method, path };
    const entry = { ...facts, parameters, applied: false, status: null, at: this.now() };
    this.#requests.push(entry);
    return { entry, rule: this.#queued(call) ?? this.#decide?.(facts) };
  }

  /** For the server: runs `apply` after `delayMs`, unless a reset or the end comes first. */
  applyLate(delayMs: number, apply: () => Promise<void>): void {
    const late = this.#lateDelays
      .wait(delayMs)
      .then((elapsed) => (elapsed ? apply() : undefined))
      .finally(() => this.#late.delete(late));
    this.#late.add(late);
  }

  /** For the server: drops all late applications, for good. */
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

/** A control with the carrier's settings as members, so that a test can change them while the emulator runs. */
export function openControl<Settings extends object>(
  settings: Settings,
  writeScript: (stage: Stage<Settings>) => CarrierScript,
  options: ControlOptions,
): { script: CarrierScript; control: EmulatorControl & Settings } {
  const script = writeScript({ settings: () => control, now: () => control.now() });
  const control: EmulatorControl & Settings = Object.assign(new EmulatorControl(script, settings, options), settings);
  return { script, control };
}

function isFor(rule: QueuedFault, name: OperationName): boolean {
  const { operation = name.operation, carrierOperation = name.carrierOperation } = rule;
  return operation === name.operation && carrierOperation === name.carrierOperation;
}

/** A misspelt rule would strike nothing, and its test would prove nothing. */
function checkName(what: string, name: string | undefined, names: Iterable<string>): void {
  const known = [...names];
  if (name === undefined || known.includes(name)) return;
  throw new RangeError(`There is no ${what} "${name}"; there are: ${known.join(', ')}`);
}
