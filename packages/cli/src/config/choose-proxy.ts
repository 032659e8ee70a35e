import { SubUserError } from '@subuser/core';
import type { Carrier } from '@subuser/core/provider';
import * as z from 'zod';
import type { Terminal } from '../terminal/terminal.ts';

/** How a profile's calls leave this machine. */
export interface ChosenProxy {
  /** `undefined`: directly. It may contain credentials. */
  url: string | undefined;
  /** The variable that decided; `undefined`: the profile did, or nothing. */
  variable: string | undefined;
}

type Settings = Readonly<Record<string, unknown>>;
type Environment = Terminal['environment'];

/** In lower case, as `curl` has them, or in upper case. */
function variableOf(name: string, environment: Environment): string | undefined {
  return [name.toLowerCase(), name].find((each) => environment[each]?.trim());
}

const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/u.test(host);

/** Whether NO_PROXY names a host: `*`, a name with all below it (`.example.com` is the same), each perhaps with a port. */
function isNamed({ hostname, port, protocol }: URL, list: string): boolean {
  const actualPort = port || (protocol === 'https:' ? '443' : '80');
  return list
    .toLowerCase()
    .split(/[\s,]+/u)
    .some((entry) => {
      const [, name = '', entryPort] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/u.exec(entry) ?? [];
      if (entry === '*') return true;
      if (name === '' || (entryPort !== undefined && entryPort !== actualPort)) return false;
      return hostname === name || hostname.endsWith(`.${name}`);
    });
}

function proxyUrl(text: string, variable: string): string {
  const url = text.includes('://') ? text : `http://${text}`;
  if (URL.canParse(url) && /^https?:$/u.test(new URL(url).protocol)) return url;
  const what = `the variable ${variable} is not the URL of a proxy: write http://HOST:PORT`;
  throw new SubUserError('invalid-argument', what, { operation: 'configure' });
}

/** The carrier's address by these settings; `undefined` for an adapter that takes no proxy. */
function addressOf(options: Carrier<unknown>['options'], settings: Settings): URL | undefined {
  const { properties = {} } = z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' });
  const { proxy, baseUrl } = properties;
  if (proxy === undefined) return undefined;
  const text = settings['baseUrl'] ?? (typeof baseUrl === 'object' ? baseUrl.default : undefined);
  return typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
}

/**
 * The proxy between here and a carrier: the profile's own, or else that of HTTPS_PROXY (HTTP_PROXY for an `http:` address), unless
 * NO_PROXY names the host. Loopback needs none. Throws `invalid-argument` for a variable that is not a proxy's URL.
 */
export function chooseProxy(
  options: Carrier<unknown>['options'],
  settings: Settings,
  environment: Environment,
): ChosenProxy {
  const { proxy } = settings;
  if (typeof proxy === 'string') return { url: proxy, variable: undefined };
  const direct = { url: undefined, variable: undefined };
  const variables = ['HTTPS_PROXY', 'HTTP_PROXY'].map((name) => variableOf(name, environment));
  if (variables.every((each) => each === undefined)) return direct;
  const target = addressOf(options, settings);
  const variable = variables[target?.protocol === 'https:' ? 0 : 1];
  if (target === undefined || variable === undefined || isLoopback(target.hostname)) return direct;
  const exception = variableOf('NO_PROXY', environment);
  if (exception !== undefined && isNamed(target, environment[exception] ?? ''))
    return { url: undefined, variable: exception };
  return { url: proxyUrl(environment[variable]?.trim() ?? '', variable), variable };
}
