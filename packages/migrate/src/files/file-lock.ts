import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import * as z from 'zod';
import type { FileSystem } from './file-system.ts';
import { MigrationError } from '../migration-error.ts';

const ownerSchema = z.object({
  pid: z.int(),
  host: z.string(),
  /** When the process started, ISO 8601. It tells a process from an earlier one with the same pid. */
  startedAt: z.string(),
  /** Unique to the process, even among those that get its pid later; absent where the system provides none. */
  mark: z.string().exactOptional(),
  /**
   * Where its pid means this process: the start of the machine (boot id) and the namespace. Two containers of one host name
   * differ in it. Absent where the system provides none: then nobody can tell whether the process runs.
   */
  pidSpace: z.string().exactOptional(),
});

/** The process that holds a lock. */
export type LockOwner = z.output<typeof ownerSchema>;

const lockSchema = ownerSchema.extend({ token: z.string().regex(/^[\w-]+$/u) });
type HeldLock = z.output<typeof lockSchema>;

export interface LockSurroundings {
  files: FileSystem;
  owner: LockOwner;
  /** True if this process, of our own pid space, is running. */
  isAlive: (owner: LockOwner) => boolean;
}

export interface FileLock {
  release(): Promise<void>;
}

const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

/** On Linux, where pids are soon reused: the boot id and the tick at which the process started. */
function markOf(pid: number): { mark?: string } {
  try {
    // The process name before it may contain blanks and brackets.
    const [, fields = ''] = /.*\) (.*)/su.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const tick = fields.split(' ')[19];
    return tick === undefined ? {} : { mark: `${bootId()}:${tick}` };
  } catch {
    return {};
  }
}

/** On Linux, unless /proc belongs to another namespace: then it would tell of other processes. */
function pidSpaceOf(pid: number): { pidSpace?: string } {
  try {
    if (readlinkSync('/proc/self') !== String(pid)) return {};
    return { pidSpace: `${bootId()}:${readlinkSync('/proc/self/ns/pid')}` };
  } catch {
    return {};
  }
}

/** This process, as its locks name it. */
export function thisProcess(): LockOwner {
  const startedAt = new Date(performance.timeOrigin).toISOString();
  const { pid } = process;
  return { pid, host: hostname(), startedAt, ...markOf(pid), ...pidSpaceOf(pid) };
}

/** True if this very process of our own pid space is running, whoever owns it, and not another one that has its pid by now. */
export function isProcessAlive({ pid, mark }: LockOwner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const { mark: now = mark } = markOf(pid);
  return mark === undefined || mark === now;
}

/** `undefined` for a text that is not a lock of ours. */
function parseLock(text: string): HeldLock | undefined {
  try {
    return lockSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Why a lock must be left alone; `undefined` if its owner is certainly gone. */
function reasonToRefuse(
  path: string,
  held: HeldLock | undefined,
  { owner, isAlive }: LockSurroundings,
): string | undefined {
  if (held === undefined) return `${path} exists but is not a lock of subuser; remove it if no process uses this file`;
  const who = `process ${held.pid} on ${held.host}, started ${held.startedAt}`;
  if (held.host !== owner.host)
    return `${path} is held by ${who}; ${owner.host} cannot see whether it still runs. If it does not, remove ${path}`;
  if (held.pidSpace === undefined || held.pidSpace !== owner.pidSpace)
    return `${path} is held by ${who}. It is in another container, or from before the machine started, and nobody can see whether it still runs. If it does not, remove ${path}`;
  const isEarlierSelf = held.pid === owner.pid && held.startedAt !== owner.startedAt;
  if (isEarlierSelf || !isAlive(held)) return undefined;
  const doubt = held.mark === undefined ? `. If another program has that process id by now, remove ${path}` : '';
  return `${path} is held by ${who}; wait until it ends, or stop it${doubt}`;
}

/**
 * Takes the lock, or rejects with `locked`, naming its owner and what to do. If the owner ended without releasing the lock, exactly one
 * process takes it over: the right to replace a lock is itself a lock, named after the one that it replaces.
 */
export async function acquireLock(path: string, surroundings: LockSurroundings): Promise<FileLock> {
  const { files, owner } = surroundings;
  const token = randomUUID();
  const text = `${JSON.stringify({ ...owner, token })}\n`;
  const lock: FileLock = {
    async release() {
      // Never removes another process's lock, whatever happened to ours.
      if (parseLock((await files.read(path)) ?? '')?.token === token) await files.remove(path);
    },
  };

  for (;;) {
    if (await files.place(path, text)) return lock;
    const found = await files.read(path);
    // It was released just now.
    if (found === undefined) continue;
    const held = parseLock(found);
    const reason = reasonToRefuse(path, held, surroundings);
    if (reason !== undefined || held === undefined) throw new MigrationError('locked', reason ?? path);
    const right = await acquireLock(`${path}.${held.token}`, surroundings);
    try {
      if (parseLock((await files.read(path)) ?? '')?.token !== held.token) continue;
      await files.replace(path, text);
      return lock;
    } finally {
      await right.release();
    }
  }
}
