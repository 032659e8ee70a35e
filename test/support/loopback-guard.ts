import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { BlockList, isIP, type LookupFunction, Socket } from 'node:net';

// No carrier may ever be contacted by a test. Every TCP connection and every look-up of a name, whoever asks for it,
// passes through here once this file is loaded. A Node process started by a test is guarded by
// `--import test/support/loopback-guard.ts`.

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4'); // `check` finds ::ffff:127.0.0.1 by it, too.
loopback.addAddress('::1', 'ipv6');

/** Literal loopback addresses and `localhost`. Any other name might resolve elsewhere. */
export function isLoopback(host: string): boolean {
  const family = isIP(host);
  return family === 0 ? host.toLowerCase() === 'localhost' : loopback.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

const refusals: string[] = [];

function refusalOf(target: string): Error {
  const message = `A test tried to reach ${target}; only loopback is allowed`;
  refusals.push(message);
  return new Error(message);
}

/** What was refused since the last call: the code under test may have swallowed it (a retry, an `unavailable`). */
export function takeRefusals(): string[] {
  return refusals.splice(0);
}

// RFC 6761, section 6.4: these names never resolve. Answered here, so that no resolver is asked and the answer is the
// same (ENOTFOUND) where there is no network at all.
const isUnresolvable = (host: string): boolean => /(^|\.)invalid\.?$/i.test(host);

const notFound = (hostname: string): Error =>
  Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
    errno: -3008,
    code: 'ENOTFOUND',
    syscall: 'getaddrinfo',
    hostname,
  });

/** Where `Socket.connect` would go, in all its forms: (options), (path), (port), (port, host), or these in one array. */
function remoteTarget(parameters: unknown[]): string | undefined {
  const [first, second] = (Array.isArray(parameters[0]) ? parameters[0] : parameters) as [unknown, unknown];
  const given = typeof first === 'object' && first !== null ? first : { host: second };
  const { host, path, lookup } = given as { host?: unknown; path?: unknown; lookup?: unknown };
  if (path) return undefined; // a Unix socket
  const target = typeof host === 'string' && host !== '' ? host : 'localhost';
  if (!isLoopback(target) && !isUnresolvable(target)) return target;
  return lookup === undefined || isIP(target) > 0 ? undefined : `${target} through a look-up of its own`;
}

Socket.prototype.connect = new Proxy(Socket.prototype.connect, {
  apply(connect, socket: Socket, parameters) {
    // nock puts a `connect` of its own on each socket that it answers itself; what it lets through dials on another one.
    const target = Object.hasOwn(socket, 'connect') ? undefined : remoteTarget(parameters);
    if (target === undefined) return Reflect.apply(connect, socket, parameters);
    // It fails as any connection does whose name is not found: an exception here would leave nock, or TLS, half-way.
    const refusal = refusalOf(target);
    const lookup: LookupFunction = (_hostname, _options, callback) => callback(refusal, '', 4);
    return Reflect.apply(connect, socket, [{ host: 'refused.invalid', port: 9, lookup }]);
  },
});

/** A literal address asks nobody: servers look up the one they listen on. */
const asksNobody = (hostname: unknown): boolean =>
  typeof hostname !== 'string' || hostname === '' || isIP(hostname) !== 0 || isLoopback(hostname);

dns.lookup = new Proxy(dns.lookup, {
  apply(lookup, self, parameters) {
    const hostname = parameters[0] as string;
    if (asksNobody(hostname)) return Reflect.apply(lookup, self, parameters);
    if (!isUnresolvable(hostname)) throw refusalOf(hostname);
    return process.nextTick(parameters.at(-1), notFound(hostname));
  },
});

dns.promises.lookup = new Proxy(dns.promises.lookup, {
  async apply(lookup, self, parameters) {
    const hostname = parameters[0] as string;
    if (asksNobody(hostname)) return Reflect.apply(lookup, self, parameters);
    if (!isUnresolvable(hostname)) throw refusalOf(hostname);
    throw notFound(hostname);
  },
});

// Everything else in node:dns asks a name server, whatever it is asked for.
for (const holder of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype])
  for (const name of Object.getOwnPropertyNames(holder))
    if (/^(resolve|reverse|lookupService)/.test(name))
      Object.assign(holder, {
        [name]: () => {
          throw refusalOf(`a name server by dns.${name}`);
        },
      });

// `import { lookup } from 'node:dns'` sees the guarded one, too.
syncBuiltinESMExports();
