import { randomUUID } from 'node:crypto';
import { constants, writeSync } from 'node:fs';
import { type FileHandle, link, open, realpath, rename, readlink, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** A text or bytes, all at once or in pieces. */
export type Content = string | Uint8Array | Iterable<string>;

/** In characters. */
const pieceLength = 262_144;

/** The system's code of an error: `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/**
 * Writes all of the bytes: a system call may write fewer than asked, as on a disk that is nearly full. They go into the page
 * cache, and so in this thread (docs/decisions/0016). Only a sync waits for the disk.
 */
export function writeAll({ fd }: FileHandle, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    const written = writeSync(fd, bytes, done);
    if (written === 0) throw new Error('the file takes no more bytes');
    done += written;
  }
}

/** Makes the names in a directory survive a loss of power. Windows cannot open directories, and does so by itself. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** The one path of a file behind symbolic links; the file itself need not exist. */
export async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    const target = await readlink(path).catch(() => undefined);
    if (target !== undefined) return realPathOf(resolve(dirname(path), target));
    return join(await realpath(dirname(path)), basename(path));
  }
}

function writePieces(handle: FileHandle, content: Content): void {
  if (content instanceof Uint8Array) return writeAll(handle, content);
  let waiting = '';
  for (const piece of typeof content === 'string' ? [content] : content) {
    waiting += piece;
    if (waiting.length < pieceLength) continue;
    writeAll(handle, Buffer.from(waiting));
    waiting = '';
  }
  writeAll(handle, Buffer.from(waiting));
}

/** Creates the file with this content, or nothing. Rejects with `EEXIST` if there is one. */
async function create(path: string, content: Content, mode: number): Promise<void> {
  const handle = await open(path, 'wx', mode);
  try {
    writePieces(handle, content);
    await handle.sync();
    await handle.close();
  } catch (error) {
    await handle.close().catch(() => undefined);
    // A full disk leaves a part of it.
    await rm(path, { force: true });
    throw error;
  }
}

async function writeAside(path: string, content: Content, mode: number): Promise<string> {
  const name = `${path}.${randomUUID()}`;
  await create(name, content, mode);
  return name;
}

/** What file systems without hard links (SMB, exFAT, virtiofs) answer to `link`. */
const refusesLink: ReadonlySet<string | undefined> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EINVAL',
  'EACCES',
]);

async function placeAside(name: string, path: string): Promise<boolean | 'refused'> {
  try {
    await link(name, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (refusesLink.has(codeOf(error))) return 'refused';
    throw error;
  }
}

/** Creates a file with all of its content, durably; false if there is one. A reader never sees a part of it. */
export async function createWhole(path: string, content: Content, mode = 0o600): Promise<boolean> {
  const name = await writeAside(path, content, mode);
  try {
    const placed = await placeAside(name, path);
    if (placed === false) return false;
    // Without links a reader may see a part of it for a moment.
    if (placed === 'refused') await create(path, content, mode);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(name, { force: true });
  }
  await syncDirectory(dirname(path));
  return true;
}

/** Replaces a file's content durably and at once: whatever happens, a reader sees all of the old content or of the new. */
export async function replaceWhole(path: string, content: Content, mode = 0o600): Promise<void> {
  // A symbolic link stays one.
  const real = await realPathOf(path);
  const name = await writeAside(real, content, mode);
  try {
    await rename(name, real);
  } catch (error) {
    await rm(name, { force: true });
    throw error;
  }
  await syncDirectory(dirname(real));
}

/** Opens a file to append to it, for its owner alone if it is new, and makes its name durable. Rejects for a device. */
export async function openAppending(path: string): Promise<FileHandle> {
  const { O_APPEND, O_CREAT, O_NONBLOCK, O_RDWR } = constants;
  const handle = await open(path, O_APPEND | O_CREAT | O_NONBLOCK | O_RDWR, 0o600);
  try {
    if (!(await handle.stat()).isFile()) throw new Error('it is not a regular file');
    await syncDirectory(dirname(path));
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}
