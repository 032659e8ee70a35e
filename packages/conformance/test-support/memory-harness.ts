import { type CallOptions, type ErrorCode, SubUserError, type SubUserProvider, type Traits } from '@subuser/core';
import { createMemoryProvider, type MemoryOptions, type MemoryProvider, memoryTraits } from '@subuser/core/memory';
import type { Fault, FaultyOperation, PlannedFault } from '../src/fault.ts';
import type { Harness } from '../src/harness.ts';

const absent = { access: 'absent', source: 'this test' } as const;

/** Like logins: chosen passwords, folded and unique names, few fields. */
export const loginTraits: Partial<Traits> = {
  kind: 'operator',
  fields: {
    ...memoryTraits.fields,
    name: { access: 'create-only', source: 'this test' },
    email: absent,
    phone: absent,
    description: { access: 'read-write', source: 'this test' },
    enabled: absent,
    createdAt: absent,
    updatedAt: absent,
  },
  name: {
    minLength: 5,
    maxLength: 20,
    first: 'a-z',
    characters: 'a-z0-9_-',
    fold: 'lower-case',
    unique: true,
    source: 'this test',
  },
  password: {
    minLength: 8,
    classes: ['upper-case letter', 'lower-case letter', 'digit', 'special character'],
    whiteSpace: 'refused',
    source: 'this test',
  },
  credentials: { origin: 'chosen', shown: 'never' },
  grants: { names: null, omitted: 'none' },
  listing: { order: 'unstated', shiftEvidence: 'overlap' },
};

/** Calls of an adapter without retries, whose requests meet the planned faults. */
class FaultyCarrier {
  readonly #planned: PlannedFault[] = [];
  readonly #memory: MemoryProvider;
  /** Requests that the carrier received and ignored. */
  #ignored = 0;

  constructor(memory: MemoryProvider) {
    this.#memory = memory;
  }

  get requests(): number {
    return this.#memory.operations.length + this.#ignored;
  }

  plan(fault: PlannedFault): void {
    this.#planned.push(fault);
  }

  async call<T>(operation: FaultyOperation, options: CallOptions | undefined, act: () => Promise<T>): Promise<T> {
    const place = this.#planned.findIndex((planned) => planned.operation === operation);
    if (place < 0 || options?.signal?.aborted) return act();
    const [planned] = this.#planned.splice(place, 1);
    const fault = planned?.fault ?? 'rate-limited';
    if (fault.endsWith('after-applying')) await act();
    else if (fault !== 'refused-before-sending') this.#ignored += 1;
    if (fault === 'unanswered') await aborted(options?.signal);
    throw this.#error(fault, operation);
  }

  #error(fault: Fault, operation: FaultyOperation): SubUserError {
    const isRead = operation === 'get' || operation === 'list';
    const codes: Record<Fault, ErrorCode> = {
      'refused-before-sending': 'unavailable',
      'lost-before-applying': isRead ? 'unavailable' : 'outcome-unknown',
      'lost-after-applying': isRead ? 'unavailable' : 'outcome-unknown',
      'failed-after-applying': isRead ? 'unavailable' : 'outcome-unknown',
      'garbled-after-applying': 'unexpected-response',
      'rate-limited': 'rate-limited',
      unanswered: 'cancelled',
    };
    const { carrier } = this.#memory;
    return new SubUserError(codes[fault], `${carrier} ${operation}: ${fault}`, { carrier, operation });
  }
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}

export interface MemoryHarness extends Harness {
  provider: SubUserProvider;
  memory: MemoryProvider;
}

/** The memory provider with pages of twenty, as an account that can break and counts requests. */
export function openMemory(options: MemoryOptions = {}): MemoryHarness {
  const memory = createMemoryProvider({ pageSize: 20, ...options });
  const carrier = new FaultyCarrier(memory);
  return {
    memory,
    provider: {
      ...memory,
      create: (draft, call) => carrier.call('create', call, () => memory.create(draft, call)),
      get: (id, call) => carrier.call('get', call, () => memory.get(id, call)),
      listPage: (request, call) => carrier.call('list', call, () => memory.listPage(request, call)),
      update: (id, revision, call) => carrier.call('update', call, () => memory.update(id, revision, call)),
      delete: (id, call) => carrier.call('delete', call, () => memory.delete(id, call)),
    },
    requests: () => carrier.requests,
    failNext: (fault) => carrier.plan(fault),
    authenticates: (login, secret) => memory.authenticates(login, secret),
  };
}
