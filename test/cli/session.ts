import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import {
  startVobizEmulator,
  startVoximplantEmulator,
  type VobizEmulator,
  type VoximplantEmulator,
} from '@subuser/emulator';
import { runProgram, type Terminal } from 'subuser';

export interface Ending {
  code: number;
  /** stdout */
  data: string;
  /** stderr */
  messages: string;
}

/** A folder with a configuration of both emulators, and the command run in it without a process of its own. */
export interface Session {
  folder: string;
  vobiz: VobizEmulator;
  voximplant: VoximplantEmulator;
  /** A second main account. */
  otherVobiz: VobizEmulator;
  environment: Record<string, string>;
  /** Of `subuser.config.json`, by name. */
  profiles: Readonly<Record<string, object>>;
  /** Splits at blanks; a part with blanks of its own comes as a further argument. */
  run(line: string, ...more: string[]): Promise<Ending>;
  write(file: string, content: string | Uint8Array | object): Promise<string>;
  /** Makes the running command see SIGINT. */
  interrupt(): void;
  close(): Promise<void>;
}

function screen(): { stream: Terminal['output']; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString() };
}

export async function openSession(): Promise<Session> {
  const folder = await mkdtemp(join(tmpdir(), 'subuser-cli-'));
  const [vobiz, voximplant, otherVobiz] = await Promise.all([
    startVobizEmulator(),
    startVoximplantEmulator(),
    startVobizEmulator(),
  ]);
  const environment: Record<string, string> = {
    OLD_TOKEN: vobiz.credentials.authToken,
    OTHER_TOKEN: otherVobiz.credentials.authToken,
  };
  const listeners = new Set<() => void>();

  async function write(file: string, content: string | Uint8Array | object): Promise<string> {
    const isRaw = typeof content === 'string' || content instanceof Uint8Array;
    const text = isRaw ? content : JSON.stringify(content, null, 2);
    await writeFile(join(folder, file), text);
    return join(folder, file);
  }

  async function run(line: string, ...more: string[]): Promise<Ending> {
    const output = screen();
    const messages = screen();
    const code = await runProgram({
      arguments: [...line.split(' '), ...more],
      environment,
      directory: folder,
      input: new PassThrough(),
      output: output.stream,
      messages: messages.stream,
      onInterrupt(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    return { code, data: output.text(), messages: messages.text() };
  }

  const account = ({ origin, credentials }: VobizEmulator, variable: string): object => ({
    carrier: 'vobiz',
    authId: credentials.authId,
    authToken: { env: variable },
    baseUrl: origin,
  });
  await write('voximplant.json', voximplant.credentials);
  const profiles = {
    old: account(vobiz, 'OLD_TOKEN'),
    other: account(otherVobiz, 'OTHER_TOKEN'),
    new: { carrier: 'voximplant', credentials: { file: 'voximplant.json' }, baseUrl: voximplant.origin },
  };
  await write('subuser.config.json', { profiles });
  return {
    folder,
    vobiz,
    voximplant,
    otherVobiz,
    environment,
    profiles,
    run,
    write,
    interrupt: () => {
      for (const listener of listeners) listener();
    },
    async close() {
      await Promise.all([vobiz.close(), voximplant.close(), otherVobiz.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

/** The objects of NDJSON. */
export function linesOf<T = Record<string, unknown>>(data: string): T[] {
  return data
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
