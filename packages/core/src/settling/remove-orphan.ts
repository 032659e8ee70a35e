import { SubUserError } from '../model/sub-user-error.ts';
import type { SubUserId } from '../model/sub-user.ts';
import type { CallOptions, SubUserProvider } from '../provider/provider.ts';

type Remover = Pick<SubUserProvider, 'delete' | 'get'>;

async function isGone(provider: Remover, id: SubUserId, call: CallOptions): Promise<boolean> {
  try {
    await provider.get(id, call);
    return false;
  } catch (error) {
    if (SubUserError.is(error, 'not-found')) return true;
    throw error;
  }
}

/**
 * Deletes what nobody holds the secret of. Resolves to whether it is certainly gone: a “deleted” is checked, and a “not found”
 * may come from something in between. `wait` is awaited once where it is still shown, as a replica may for a while.
 */
export async function removeOrphan(
  provider: Remover,
  id: SubUserId,
  call: CallOptions,
  wait: () => Promise<void>,
): Promise<boolean> {
  try {
    await provider.delete(id, call);
  } catch (error) {
    if (SubUserError.is(error, 'not-found')) return false;
    throw error;
  }
  if (await isGone(provider, id, call)) return true;
  await wait();
  return isGone(provider, id, call);
}
