import type { Operation } from './bench.ts';
import type { Ending } from './ending.ts';
import type { Ended } from './run-case.ts';

/** What the table says about one operation with this many attempts. */
export function expectedEnd(ending: Ending, operation: Operation, attempts: number): Omit<Ended, 'message'> {
  const isWrite = operation !== 'get';
  const { code, tries } = isWrite ? ending.write : ending.read;
  const { trace, carrierCode, retryAfterMs } = ending;
  const tried = tries[attempts] ?? Number.NaN;
  return {
    code,
    carrierCode,
    retryAfterMs,
    tries: tried,
    seen: trace === 'unseen' ? 0 : tried,
    applied: trace === 'applied' && isWrite ? 1 : 0,
    strayed: 0,
  };
}

/** What a message wrongly says about the carrier's state: for a write that was carried out it must not say “nothing was …”. */
export function untrueWords(operation: Operation, { code, message, applied, seen }: Ended): string[] {
  const isOpen = applied > 0 || code === 'outcome-unknown';
  const saysPerhaps = /may have been applied/u.test(message);
  const untrue = [
    isOpen && !saysPerhaps && 'does not say that it may have been applied',
    operation === 'get' && saysPerhaps && 'says of a read that it may have been applied',
    applied > 0 && /nothing was/iu.test(message) && 'denies what was applied',
    seen === 0 && !isOpen && !/nothing was (?:sent|changed)/u.test(message) && 'does not say that nothing was sent',
  ];
  return untrue.filter((each) => each !== false);
}
