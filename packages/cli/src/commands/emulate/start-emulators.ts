import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SubUserError } from '@subuser/core';
import { type CarrierEmulator, emulators } from '@subuser/emulator';
import { reasonOf } from '../../files/read-text.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { Emulated } from '../../views/emulated-view.ts';
import { certificateIn } from './certificate.ts';
import { applyFaults, applySwitches } from './conditions.ts';
import { writeOnce } from './write-once.ts';

export interface EmulateFlags {
  out?: string;
  port?: number;
  tls?: true;
  seed?: number;
  latency?: number;
  set?: string[];
  fail?: string[];
}

export interface RunningEmulators {
  emulated: readonly Emulated[];
  /** The file that clients must trust, if they are answered by https. */
  certificate: string | undefined;
  close: () => Promise<void>;
}

/** Every run has the ids and credentials of the one before. */
const word = 'subuser emulate';

/** Starts every emulator. An option that is an object is written to a file of the folder `out`, or else left out. */
export async function startEmulators(terminal: Terminal, flags: EmulateFlags): Promise<RunningEmulators> {
  const { out, port, latency: latencyMs = 0, seed, set = [], fail = [] } = flags;
  const running: [carrier: string, emulator: CarrierEmulator][] = [];
  const close = async (): Promise<void> => {
    await Promise.all(running.map(([, emulator]) => emulator.close()));
  };
  try {
    // Writing the first file reports what is wrong with the folder.
    if (out !== undefined) await mkdir(resolve(terminal.directory, out), { recursive: true }).catch(() => {});
    const tls = flags.tls ? await certificateIn(terminal, out) : undefined;
    for (const [index, [carrier, start]] of Object.entries(emulators).entries()) {
      const chosen = port === undefined ? 0 : port + index;
      // One after the other: one that fails must not leave another half started.
      const emulator = await start({ word, port: chosen, latencyMs, ...(tls && { tls }) }).catch((error: unknown) => {
        throw portError(carrier, chosen, error);
      });
      running.push([carrier, emulator]);
    }
    applySwitches(running, set);
    applyFaults(running, fail);
    for (const [, { control }] of running) if (seed !== undefined) control.seed(seed);
    const emulated: Emulated[] = [];
    for (const [carrier, emulator] of running) {
      // In order, so that an error names the first file.
      emulated.push({ carrier, emulator, options: await writtenOptions(terminal, out, carrier, emulator.options) });
    }
    return { emulated, certificate: tls?.file, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function writtenOptions(
  terminal: Terminal,
  folder: string | undefined,
  carrier: string,
  options: object,
): Promise<Emulated['options']> {
  const written: Emulated['options'] = {};
  for (const [name, value] of Object.entries(options)) {
    if (typeof value === 'string') written[name] = value;
    else if (folder !== undefined) {
      const file = join(folder, `${carrier}.${name}.json`);
      // In order, so that an error names the first file.
      await writeOnce(terminal, file, `${JSON.stringify(value, null, 2)}\n`);
      written[name] = { file };
    }
  }
  return written;
}

function portError(carrier: string, port: number, error: unknown): unknown {
  const reason = reasonOf(error);
  if (!['EADDRINUSE', 'EACCES', 'ERR_SOCKET_BAD_PORT'].includes(reason)) return error;
  const message = `port ${port}, for the emulator of ${carrier}, cannot be used (${reason}): choose another --port`;
  return new SubUserError('failed-precondition', message, { operation: 'emulate' }, error);
}
