import type { Control } from '@subuser/emulator';

/** What the carrier was sent since the last reset: the carrier's word for each operation, with the names of its parameters. */
export function requestsOf({ requests }: Control): string[] {
  return requests.map(({ carrierOperation, parameters }) => `${carrierOperation}(${parameters.join(', ')})`);
}
