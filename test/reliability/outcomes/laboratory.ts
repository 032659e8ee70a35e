import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Clock } from '@subuser/core';
import { ManualClock } from '@subuser/core/testing';
import { carriers } from '../../carriers/all.ts';
import type { CarrierUnderTest } from '../../carriers/carrier-under-test.ts';
import { type Bench, openBench } from './bench.ts';

/** A bench for every carrier by one clock, and an origin to which no request may ever be redirected. */
export interface Laboratory {
  readonly clock: Clock;
  benchOf(carrier: CarrierUnderTest): Bench;
  readonly elsewhere: { readonly origin: string; readonly connections: number };
  close(): Promise<void>;
}

async function openElsewhere() {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections;
    },
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}

export async function openLaboratory(): Promise<Laboratory> {
  const clock = new ManualClock();
  const elsewhere = await openElsewhere();
  const benches = await Promise.all(carriers.map((carrier) => openBench(carrier, clock)));
  return {
    clock,
    benchOf(carrier) {
      const found = benches.find(({ account }) => account.carrier === carrier);
      if (found === undefined) throw new Error(`There is no bench for ${carrier.name}`);
      return found;
    },
    elsewhere,
    async close() {
      await Promise.all([elsewhere, ...benches].map((each) => each.close()));
    },
  };
}
