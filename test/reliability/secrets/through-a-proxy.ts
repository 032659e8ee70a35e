import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createProxy } from 'proxy';
import { ProxyAgent } from 'undici';
import { newCertificate } from '../../support/certificate.ts';
import { startWireTap } from '../../interop/wire-tap.ts';
import { type Party, travel } from './expedition.ts';
import { type Ground, startGrounds } from './ground.ts';
import { openTap } from './tap.ts';

interface Way {
  /** The destination behind the proxy. */
  ground: Ground;
  baseUrl: string;
  password: string;
  cert: string;
  /** The surface that shows what passes the proxy. */
  surface?: string;
}

/** Calls every operation through a proxy that requires a password. Resolves to the number of calls that succeeded. */
async function pass(party: Party, proxyPassword: string, way: Way): Promise<number> {
  const { hunt, planted } = party;
  const authorization = (password: string): string => `Basic ${Buffer.from(`user:${password}`).toString('base64')}`;
  const proxy = createProxy();
  proxy.authenticate = ({ headers }) => headers['proxy-authorization'] === authorization(proxyPassword);
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const wire = await startWireTap((proxy.address() as AddressInfo).port);
  const dispatcher = new ProxyAgent({
    uri: wire.origin,
    token: authorization(way.password),
    requestTls: { ca: way.cert },
  });
  const ids = await way.ground.prepare(planted);
  const connection = { baseUrl: way.baseUrl, dispatcher };
  const { succeeded } = await travel(party, way.ground, ids, { connection, inOrder: true });
  await dispatcher.destroy();
  if (way.surface !== undefined)
    for (const { sent, received } of wire.connections())
      for (const bytes of [sent, received]) hunt.read(way.surface, bytes);
  await wire.close();
  proxy.close();
  return succeeded.length;
}

export interface ProxyPassage {
  /** Calls that succeeded: through the proxy to TLS, with a wrong password for the proxy, and through it without TLS. */
  secured: number;
  refused: number;
  plain: number;
}

/** What a proxy sees of carriers with TLS, and what carriers without TLS, where a tap can listen, see of a proxy. */
export async function huntThroughAProxy(party: Party): Promise<ProxyPassage> {
  const { hunt, clock, grounds } = party;
  const [right, wrong] = [randomBytes(18).toString('hex'), randomBytes(18).toString('hex')];
  for (const password of [right, wrong]) hunt.vault.add('proxy credentials', password);
  const tls = await newCertificate();
  const { cert } = tls;
  const passage = { secured: 0, refused: 0, plain: 0 };
  const secured = await startGrounds({ clock, vault: hunt.vault, tls });
  for (const ground of secured) {
    const way = { ground, baseUrl: ground.origin, cert, surface: 'what a proxy sees' };
    passage.secured += await pass(party, right, { ...way, password: right });
    passage.refused += await pass(party, right, { ...way, password: wrong });
    await ground.close();
  }
  for (const ground of grounds) {
    const tap = await openTap(ground, hunt);
    passage.plain += await pass(party, right, { ground, baseUrl: tap.origin, cert, password: right });
    await tap.close();
  }
  return passage;
}
