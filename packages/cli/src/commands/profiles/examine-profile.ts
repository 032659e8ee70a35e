import { SubUserError, type SubUsers } from '@subuser/core';
import type { ChosenProxy } from '../../config/choose-proxy.ts';
import { openThroughProxy } from '../../config/open-profile.ts';
import type { ConfigFile } from '../../config/read-config.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { Finding } from '../../views/findings-view.ts';
import { watchCarrierClock } from './carrier-clock.ts';

const remedies: Readonly<Record<string, string>> = {
  unauthenticated:
    'Check the credentials of the profile, whether they belong to this address, and this machine’s clock.',
  'permission-denied': 'Give these credentials the right, or add this machine’s address to the carrier’s allow-list.',
  unavailable: 'Check baseUrl, DNS, and any proxy or firewall.',
  'unexpected-response': 'Another service answers at this address: check baseUrl.',
  'not-found': 'These credentials do not know the account of the profile: check its id.',
};

/** Concludes from one read all that can be known without a write. */
async function examine(profile: string, subUsers: SubUsers): Promise<Finding[]> {
  const good = (check: Finding['check'], says: string): Finding => ({ profile, check, ok: true, says });
  try {
    let seen = 0;
    for await (const _ of subUsers.list()) if (++seen === 1) break;
    const grants = (await subUsers.grants()).filter(({ assignable }) => assignable).length;
    return [
      good('address', 'answers'),
      good('credentials', 'accepted'),
      good('rights', `can list sub-users; ${grants} grants can be given`),
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

/** Which proxy is used, without its credentials, and who says so. */
function proxyFindings(profile: string, { url, variable }: ChosenProxy): Finding[] {
  if (url === undefined && variable === undefined) return [];
  const used = url !== undefined && URL.canParse(url) ? new URL(url).origin : 'none';
  return [{ profile, check: 'proxy', ok: true, says: `${used}, as ${variable ?? 'the profile'} says` }];
}

/** Examines a profile by one read. */
export async function examineProfile(file: ConfigFile, profile: string, terminal: Terminal): Promise<Finding[]> {
  try {
    const { subUsers, proxy } = await openThroughProxy(file, profile, terminal);
    const findings = await examineWithClock(profile, subUsers);
    await subUsers.close();
    const complete: Finding = { profile, check: 'configuration', ok: true, says: 'complete' };
    return [complete, ...proxyFindings(profile, proxy), ...findings];
  } catch (error) {
    if (!SubUserError.is(error)) throw error;
    return [{ profile, check: 'configuration', ok: false, says: error.message }];
  }
}
