import type { Fault, FaultyOperation, Harness } from '@subuser/conformance';
import type { Control, FaultRule } from '@subuser/emulator';
import { Agent, type Dispatcher } from 'undici';

const rules: Record<Exclude<Fault, 'refused-before-sending'>, FaultRule> = {
  'lost-before-applying': { fault: 'drop-before-apply' },
  'lost-after-applying': { fault: 'drop-after-apply' },
  'failed-after-applying': { fault: 'status', status: 500, applied: true },
  'garbled-after-applying': { fault: 'html-200' },
  'rate-limited': { fault: 'status', status: 429 },
  unanswered: { fault: 'stalled-headers' },
};

interface EmulatedFaults {
  /** For the adapter: refuses a connection where that is planned. */
  dispatcher: Dispatcher;
  failNext: NonNullable<Harness['failNext']>;
  close(): Promise<void>;
}

/** The suite's faults on an emulator whose carrier calls its operations by these names. */
export function emulatedFaults(control: Control, names: Record<FaultyOperation, string>): EmulatedFaults {
  const agent = new Agent();
  let refusals = 0;
  return {
    dispatcher: agent.compose((dispatch) => (options, handler) => {
      if (refusals === 0) return dispatch(options, handler);
      refusals -= 1;
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    }),
    failNext({ operation, fault }) {
      if (fault === 'refused-before-sending') refusals += 1;
      else control.failNext({ ...rules[fault], operation: names[operation] });
    },
    close: () => agent.destroy(),
  };
}
