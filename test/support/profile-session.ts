import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { runProgram, type Terminal } from 'subuser';
import type { CarrierUnderTest, TestAccount } from '../carriers/carrier-under-test.ts';

export interface Ending {
  code: number;
  /** stdout */
  data: string;
  /** stderr */
  messages: string;
}

/** A folder with a configuration of emulated accounts, and the command, which runs in it without a process of its own. */
export interface ProfileSession<Name extends string = string> {
  folder: string;
  accounts: Readonly<Record<Name, TestAccount>>;
  environment: Record<string, string>;
  /** Of `subuser.config.json`, by name. */
  profiles: Readonly<Record<Name, object>>;
  /** Splits at blanks; a part with blanks of its own comes as a further argument. */
  run(line: string, ...more: string[]): Promise<Ending>;
  write(file: string, content: string | Uint8Array | object): Promise<string>;
  /** What the next command reads from stdin. */
  pipe(content: string | Uint8Array): void;
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

/** Opens an account for each profile. */
export async function openProfiles<Name extends string>(
  carriers: Readonly<Record<Name, CarrierUnderTest>>,
): Promise<ProfileSession<Name>> {
  const folder = await mkdtemp(join(tmpdir(), 'subuser-cli-'));
  const names = Object.keys(carriers) as Name[];
  const opened = names.map(async (name) => [name, await carriers[name].openAccount()] as const);
  const accounts = Object.fromEntries(await Promise.all(opened)) as Record<Name, TestAccount>;
  // The locks of plans must not meet those of other tests, whose plans are equal.
  const state = await mkdtemp(join(tmpdir(), 'subuser-state-'));
  const environment: Record<string, string> = { XDG_STATE_HOME: state };
  const listeners = new Set<() => void>();
  let piped: Terminal['input'] | undefined;

  async function write(file: string, content: string | Uint8Array | object): Promise<string> {
    const isRaw = typeof content === 'string' || content instanceof Uint8Array;
    const text = isRaw ? content : JSON.stringify(content, null, 2);
    await writeFile(join(folder, file), text);
    return join(folder, file);
  }

  async function run(line: string, ...more: string[]): Promise<Ending> {
    const output = screen();
    const messages = screen();
    const input = piped ?? new PassThrough();
    piped = undefined;
    const code = await runProgram({
      arguments: [...line.split(' '), ...more],
      environment,
      directory: folder,
      input,
      output: output.stream,
      messages: messages.stream,
      onInterrupt(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    });
    return { code, data: output.text(), messages: messages.text() };
  }

  const profiles = {} as Record<Name, object>;
  for (const name of names) {
    const { profile, environment: variables, files = {} } = carriers[name].fileProfile(accounts[name], name);
    profiles[name] = profile;
    Object.assign(environment, variables);
    for (const [file, content] of Object.entries(files)) await write(file, content);
  }
  await write('subuser.config.json', { profiles });
  return {
    folder,
    accounts,
    environment,
    profiles,
    run,
    write,
    pipe(content) {
      piped = Readable.from([Buffer.from(content)]);
    },
    interrupt: () => {
      for (const listener of listeners) listener();
    },
    async close() {
      await Promise.all(names.map((name) => accounts[name].close()));
      await rm(folder, { recursive: true });
      await rm(state, { recursive: true });
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
