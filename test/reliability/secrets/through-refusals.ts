import { randomBytes } from 'node:crypto';
import type { Party } from './expedition.ts';

/** Everything that is refused before anything is sent: wrong options and broken rules. Resolves to the number of refusals. */
export async function huntThroughRefusals({ hunt, grounds }: Party): Promise<number> {
  // Every carrier's password rule refuses it.
  const secret = randomBytes(16).toString('hex');
  hunt.vault.add('password', secret);
  let count = 0;
  for (const { carrier, key } of grounds) {
    const { acts, close } = carrier.secrets.refusedActs(secret, key.options);
    for (const act of acts) {
      hunt.calls += 1;
      try {
        hunt.look('results', await act());
      } catch (error) {
        hunt.look('errors', error);
        count += 1;
      }
    }
    await close();
  }
  return count;
}
