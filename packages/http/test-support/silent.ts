import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';

/** A port of 127.0.0.1 whose backlog is full, so that connections get no answer until `accept()`; ended after the test. */
export async function startSilent(): Promise<{ port: number; accept(): void }> {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const program = `
    const { parentPort, workerData } = require('node:worker_threads');
    const server = require('node:net').createServer((socket) => socket.on('error', () => {}));
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      parentPort.postMessage(server.address().port);
      Atomics.wait(workerData, 0, 0);
    });`;
  const worker = new Worker(program, { eval: true, workerData: flag });
  const [port] = (await once(worker, 'message')) as [number];
  const fillers: Socket[] = [];
  const accept = (): void => {
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  };
  onTestFinished(async () => {
    for (const filler of fillers) filler.destroy();
    accept();
    await worker.terminate();
  });
  // A busy machine may report one connection late, but not two in a row.
  for (let waiting = 0; waiting < 2;) {
    const filler = createConnection(port, '127.0.0.1').on('error', () => undefined);
    fillers.push(filler);
    await new Promise((resolve) => setTimeout(resolve, 150));
    waiting = filler.connecting ? waiting + 1 : 0;
  }
  return { port, accept };
}
