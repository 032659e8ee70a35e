import { inspect } from 'node:util';

/** Everything that a log could show of an error, its causes and hidden properties included. */
export function printed(error: Error): string {
  const whole = inspect(error, { depth: Infinity, showHidden: true, maxStringLength: Infinity });
  return [error.message, error.stack, String(error), JSON.stringify(error), whole].join('\n');
}
