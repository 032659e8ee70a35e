import { dirname } from 'node:path';
import { openSubUsers, SubUserError, type SubUserProvider, type SubUsers } from '@subuser/core';
import { type Carrier, safeCause, secretPaths } from '@subuser/core/provider';
import { carriers, findCarrier } from '@subuser/profiles';
import { invalidDocument } from '../files/json-document.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { chooseProxy, type ChosenProxy } from './choose-proxy.ts';
import type { ConfiguredProfile } from './config-schema.ts';
import { loadCarrier } from './load-carrier.ts';
import type { ConfigFile } from './read-config.ts';
import { resolveOptions } from './resolve-options.ts';
import { secretsInClear } from './secrets-in-clear.ts';

/** Options that a command sets over those of the profile. */
export type Overrides = Readonly<Record<string, unknown>>;

function invalidField(field: string, rule: string): SubUserError {
  return SubUserError.refusal([{ field, rule }], { operation: 'configure' });
}

async function carrierOf({ carrier, module }: ConfiguredProfile, path: string): Promise<Carrier<unknown>> {
  if (module !== undefined) return loadCarrier(module, path);
  const found = findCarrier(carrier);
  if (found !== undefined) return found;
  const names = Object.keys(carriers).join(', ');
  throw invalidField('carrier', `must be one of ${names}; for any other, name its adapter as module`);
}

/** Runs the code of a stranger's adapter. What it throws may quote a secret unless it is a `SubUserError`. */
function createProvider(carrier: Carrier<unknown>, options: object): SubUserProvider {
  try {
    return carrier.create(options);
  } catch (error) {
    if (SubUserError.is(error)) throw error;
    const cause = safeCause(error);
    const rule = `its adapter failed to open the account: ${cause.name}${cause.message && `: ${cause.message}`}`;
    throw new SubUserError('internal', rule, { carrier: carrier.name, operation: 'configure' }, cause);
  }
}

interface Opened {
  subUsers: SubUsers;
  proxy: ChosenProxy;
}

async function openFrom(
  profile: ConfiguredProfile,
  path: string,
  terminal: Terminal,
  overrides: Overrides,
): Promise<Opened> {
  const carrier = await carrierOf(profile, path);
  const { carrier: _carrier, module: _module, ...options } = profile;
  const inClear = secretsInClear(options, secretPaths(carrier.options));
  if (inClear.length > 0) throw SubUserError.refusal(inClear, { operation: 'configure' });
  const resolved = await resolveOptions(options, dirname(path), terminal.environment);
  const settings = { ...resolved, ...overrides };
  const proxy = chooseProxy(carrier.options, settings, terminal.environment);
  const { url } = proxy;
  const provider = createProvider(carrier, url === undefined ? settings : { ...settings, proxy: url });
  return { subUsers: openSubUsers(provider), proxy };
}

/** Opens the account of a profile, and says through which proxy. Contacts nobody. Throws as `openProfile` does. */
export async function openThroughProxy(
  { path, document, config }: ConfigFile,
  name: string,
  terminal: Terminal,
  overrides: Overrides = {},
): Promise<Opened> {
  const profile = Object.hasOwn(config.profiles, name) ? config.profiles[name] : undefined;
  if (profile === undefined) {
    const names = Object.keys(config.profiles).join(', ');
    const message = `${document.file} has no profile “${name}”; there are: ${names}`;
    throw new SubUserError('invalid-argument', message, { operation: 'configure' });
  }
  try {
    return await openFrom(profile, path, terminal, overrides);
  } catch (error) {
    if (!SubUserError.is(error) || error.detail.fields === undefined) throw error;
    const rules = error.detail.fields.map(({ field, ...rest }) => ({ ...rest, field: `profiles.${name}.${field}` }));
    throw invalidDocument(document, rules);
  }
}

/** Opens the account of a profile. Contacts nobody. Throws `invalid-argument` with file, line and remedy. */
export async function openProfile(...opening: Parameters<typeof openThroughProxy>): Promise<SubUsers> {
  const { subUsers } = await openThroughProxy(...opening);
  return subUsers;
}
