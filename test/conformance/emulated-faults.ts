import type { Fault, Harness } from '@subuser/conformance';
import type { Control, FaultRule } from '@subuser/emulator';
import type { Dispatcher } from 'undici';
import { faultyDispatcher } from '../../docs/examples/third-carrier/faulty-dispatcher.ts';

const rules: Record<Exclude<Fault, 'refused-before-sending'>, FaultRule> = {
  'lost-before-applying': { fault: 'drop-before-apply' },
  'lost-after-applying': { fault: 'drop-after-apply' },
  'failed-after-applying': { fault: 'status', status: 500, applied: true },
  'garbled-after-applying': { fault: 'html-200' },
  'rate-limited': { fault: 'status', status: 429 },
  unanswered: { fault: 'stalled-headers' },
};

export interface EmulatedFaults {
  /** For the adapter: it refuses the connection where that is planned. */
  dispatcher: Dispatcher;
  failNext: NonNullable<Harness['failNext']>;
}

/** The suite's faults on an emulator. */
export function emulatedFaults(control: Control): EmulatedFaults {
  const { dispatcher, failNext: refuse } = faultyDispatcher(() => true);
  return {
    dispatcher,
    failNext(planned) {
      if (planned.fault === 'refused-before-sending') return refuse(planned);
      return control.failNext({ ...rules[planned.fault], operation: planned.operation });
    },
  };
}
