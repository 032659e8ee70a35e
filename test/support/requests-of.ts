import type { Control } from '@subuser/emulator';

/** What the carrier was sent since the last reset: each operation with the names of its parameters. */
export function requestsOf({ requests }: Control): string[] {
  return requests.map(({ operation, parameters }) => `${operation}(${parameters.join(', ')})`);
}
