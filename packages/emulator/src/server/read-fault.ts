import { faults, type QueuedFault } from './fault.ts';

type Detail = Exclude<keyof QueuedFault, 'fault' | 'operation' | 'carrierOperation'>;

function number(text: string): number | undefined {
  return /^\d{1,9}$/u.test(text) ? Number(text) : undefined;
}

function flag(text: string): boolean | undefined {
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

const details: Readonly<Record<Detail, (text: string) => unknown>> = {
  applied: flag,
  status: number,
  retryAfter: (text) => text,
  delayMs: number,
  code: number,
  shape: number,
  location: (text) => text,
  times: number,
};

/**
 * A fault as a command line has it: `create=drop-after-apply`, `list=status,status=429,retryAfter=3,times=2`, or `status` for
 * every operation. Throws a RangeError that lists what there is; the control checks the operation.
 */
export function readFault(text: string): QueuedFault {
  const [first = '', ...rest] = text.split(',');
  const [name = '', operation] = first.split('=', 2).toReversed();
  const fault = faults.find((each) => each === name);
  if (fault === undefined) throw new RangeError(`There is no fault "${name}"; there are: ${faults.join(', ')}`);
  const given = rest.map((part) => readDetail(part));
  return { fault, ...(operation !== undefined && { operation }), ...Object.fromEntries(given) };
}

function readDetail(part: string): readonly [string, unknown] {
  const [name = '', ...value] = part.split('=');
  if (!Object.hasOwn(details, name)) {
    throw new RangeError(`A fault has no "${name}"; it may have: ${Object.keys(details).join(', ')}`);
  }
  const read = details[name as Detail](value.join('='));
  if (read === undefined || value.length === 0) throw new RangeError(`"${part}" has no value that fits`);
  return [name, read];
}
