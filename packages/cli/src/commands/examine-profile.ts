import { SubUserError, type SubUsers } from '@subuser/core';
import { openProfile } from '../config/open-profile.ts';
import type { ConfigFile } from '../config/read-config.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { watchCarrierClock } from './carrier-clock.ts';

export interface Finding {
  profile: string;
  check: 'configuration' | 'address' | 'credentials' | 'rights' | 'clock';
  ok: boolean;
  /** It works, and should be mended all the same. */
  warning?: true;
  /** What is wrong and what to do about it. */
  says: string;
}

const remedies: Readonly<Record<string, string>> = {
  unauthenticated: 'Check the credentials of the profile, that they belong to this address, and this machine’s clock.',
  'permission-denied': 'Give these credentials the right, or put this machine’s address on the allow-list.',
  unavailable: 'Check baseUrl, the name service and what stands between (proxy, firewall).',
  'unexpected-response': 'Something else answers at this address: check baseUrl.',
  'not-found': 'The account of the profile does not exist for these credentials: check its id.',
};

/** One read, from which everything that can be known without a write is concluded. */
async function examine(profile: string, subUsers: SubUsers): Promise<Finding[]> {
  const good = (check: Finding['check'], says: string): Finding => ({ profile, check, ok: true, says });
  try {
    let seen = 0;
    for await (const _ of subUsers.list()) if (++seen === 1) break;
    const grants = (await subUsers.grants()).filter(({ assignable }) => assignable).length;
    return [
      good('address', 'answers'),
      good('credentials', 'accepted'),
      good('rights', `sub-users can be listed; ${grants} grants can be given`),
    ];
  } catch (error) {
    if (!SubUserError.is(error)) throw error;
    const isAddress = error.code === 'unavailable' || error.code === 'unexpected-response';
    const check = isAddress ? 'address' : error.code === 'permission-denied' ? 'rights' : 'credentials';
    const before = isAddress ? [] : [good('address', 'answers')];
    return [...before, { profile, check, ok: false, says: `${error.message} ${remedies[error.code] ?? ''}`.trim() }];
  }
}

async function examineWithClock(profile: string, subUsers: SubUsers): Promise<Finding[]> {
  const clock = watchCarrierClock(Date.now);
  try {
    const findings = await examine(profile, subUsers);
    const { says, isTolerable } = clock.difference() ?? {};
    if (says !== undefined)
      findings.push({ profile, check: 'clock', ok: true, ...(!isTolerable && { warning: true }), says });
    return findings;
  } finally {
    clock.end();
  }
}

/** All that can be found out about a profile. */
export async function examineProfile(file: ConfigFile, profile: string, terminal: Terminal): Promise<Finding[]> {
  try {
    const subUsers = await openProfile(file, profile, terminal);
    const findings = await examineWithClock(profile, subUsers);
    await subUsers.close();
    return [{ profile, check: 'configuration', ok: true, says: 'complete' }, ...findings];
  } catch (error) {
    if (!SubUserError.is(error)) throw error;
    return [{ profile, check: 'configuration', ok: false, says: error.message }];
  }
}
