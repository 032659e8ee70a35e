import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Clock, SubUsers } from '@subuser/core';
import { ManualClock } from '@subuser/core/testing';
import type { CarrierName } from '../carrier.ts';
import { type Bench, startVobizBench, startVoximplantBench } from './bench.ts';

/** Both carriers by one clock, and an origin that nobody may ever be led to. */
export interface Laboratory {
  readonly clock: Clock;
  readonly benches: Readonly<Record<CarrierName, Bench>>;
  /** Connections that no fault strikes, to prepare a case and to look at what it left. */
  readonly observers: Readonly<Record<CarrierName, SubUsers>>;
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
  const [vobiz, voximplant, elsewhere] = await Promise.all([
    startVobizBench(clock),
    startVoximplantBench(clock),
    openElsewhere(),
  ]);
  const observe = (bench: Bench): SubUsers => bench.open({ baseUrl: bench.origin, clock });
  const observers = { vobiz: observe(vobiz), voximplant: observe(voximplant) };
  return {
    clock,
    benches: { vobiz, voximplant },
    observers,
    elsewhere,
    async close() {
      await Promise.all(Object.values(observers).map((observer) => observer.close()));
      await Promise.all([vobiz.close(), voximplant.close(), elsewhere.close()]);
    },
  };
}
