import { readList } from '../listing/list-reader.ts';
import { RowIterator } from '../listing/row-iterator.ts';
import { untag } from '../model/reference-tag.ts';
import type { Status } from '../model/sub-user.ts';
import type { SignalHub } from '../ports/signal-hub.ts';
import type { CallOptions, SubUserProvider } from '../provider/provider.ts';
import { guarded } from './guarded.ts';

/** The list of `openSubUsers`: reads every page, and takes the tags off the descriptions. */
export function listSubUsers<O>(
  { provider, signals }: { provider: SubUserProvider<O>; signals: SignalHub },
  filter: { status?: Status | undefined },
  call: CallOptions,
): RowIterator {
  const pages = readList(provider, filter, call, signals);
  return new RowIterator({
    next: () => guarded(provider.carrier, 'list', async () => (await pages.next()).value?.map(untag)),
    end: () => pages.return(),
  });
}
