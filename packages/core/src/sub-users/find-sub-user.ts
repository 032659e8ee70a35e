import { foldName } from '../model/name-rule.ts';
import { SubUserError } from '../model/sub-user-error.ts';
import { isDescriptionUnreadable, type SubUser } from '../model/sub-user.ts';
import type { SignalHub } from '../ports/signal-hub.ts';
import type { CallOptions, SubUserProvider } from '../provider/provider.ts';
import { refuseUnreadable } from './refuse-unreadable.ts';
import { listSubUsers } from './list-sub-users.ts';

/** The find of `openSubUsers`: reads the list, and stops at the first match where names are unique. */
export async function findSubUser<O>(
  parts: { provider: SubUserProvider<O>; signals: SignalHub },
  by: { name: string } | { reference: string },
  call: CallOptions,
): Promise<SubUser | undefined> {
  const { carrier, traits } = parts.provider;
  const detail = { carrier, operation: 'find' };
  if ('reference' in by && traits.fields.reference.access === 'absent') {
    const rule = 'this carrier cannot hold it';
    throw SubUserError.refusal([{ field: 'reference', rule, unsupported: true }], detail);
  }
  const isMatch = (subUser: SubUser): boolean =>
    'name' in by
      ? foldName(subUser.name, traits.name) === foldName(by.name, traits.name)
      : subUser.reference === by.reference;
  const matches: SubUser[] = [];
  const unreadable: SubUser[] = [];
  for await (const subUser of listSubUsers(parts, {}, call)) {
    if (isDescriptionUnreadable(subUser)) unreadable.push(subUser);
    if (!isMatch(subUser)) continue;
    matches.push(subUser);
    if ('name' in by && traits.name.unique) break;
  }
  if (matches.length === 0 && 'reference' in by) refuseUnreadable(unreadable, detail);
  if (matches.length < 2) return matches[0];
  const ids = matches.map(({ id }) => id).join(', ');
  const what = `${matches.length} sub-users match (${ids}); use the id of the one you mean`;
  throw new SubUserError('failed-precondition', what, detail);
}
