import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { type FileHandle, link, open, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file that is read piece by piece, so that it can have any length. */
export interface ReadableFile {
  /** In bytes. */
  size(): Promise<number>;
  /** Fills the buffer from this position on. Resolves to the number of bytes read: fewer only at the end of the file. */
  read(into: Buffer, position: number): Promise<number>;
  close(): Promise<void>;
}

/** A file that only grows, except that a partial last line is cut off once. */
export interface GrowingFile extends ReadableFile {
  /** Keeps the first `bytes` bytes. */
  truncate(bytes: number): Promise<void>;
  /** Appends all of the bytes. */
  write(bytes: Buffer): Promise<void>;
  /** Resolves once everything written survives a loss of power. */
  sync(): Promise<void>;
}

/** What journal, sink and locks need of a file system; tests replace it to fail at any point. */
export interface FileSystem {
  /** Creates the file for its owner alone (mode 0600) if there is none, and makes its name durable. */
  open(path: string): Promise<GrowingFile>;
  /** `undefined` if there is no such file. */
  read(path: string): Promise<string | undefined>;
  /** Creates a file together with its content; false if it exists already. */
  place(path: string, text: string): Promise<boolean>;
  /** Replaces the content atomically: a reader sees the old text or the new one. */
  replace(path: string, text: string): Promise<void>;
  /** Rejects if there is no such file. */
  remove(path: string): Promise<void>;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Makes the names in a directory survive a loss of power. Windows cannot open directories, and does so by itself. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function readable(handle: FileHandle): ReadableFile {
  return {
    size: async () => (await handle.stat()).size,
    async read(into, position) {
      let length = 0;
      while (length < into.length) {
        const { bytesRead } = await handle.read(into, length, into.length - length, position + length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return length;
    },
    close: () => handle.close(),
  };
}

/** Rejects with the file system's error if there is no such file. */
export async function openReadable(path: string): Promise<ReadableFile> {
  return readable(await open(path, 'r'));
}

async function openGrowing(path: string): Promise<GrowingFile> {
  const handle = await open(path, 'a+', 0o600);
  await syncDirectory(dirname(path));
  return {
    ...readable(handle),
    truncate: (bytes) => handle.truncate(bytes),
    async write(bytes) {
      // Into the page cache, and so in this thread (docs/decisions/0016). Only `sync` waits for the disk.
      for (let done = 0; done < bytes.length;) done += writeSync(handle.fd, bytes, done);
    },
    sync: () => handle.datasync(),
  };
}

async function writeAside(path: string, text: string): Promise<string> {
  const name = `${path}.${randomUUID()}`;
  try {
    await writeFile(name, text, { mode: 0o600 });
    return name;
  } catch (error) {
    // A full disk leaves an empty file.
    await rm(name, { force: true });
    throw error;
  }
}

/** The file system of this machine. */
export function createFileSystem(): FileSystem {
  return {
    open: openGrowing,
    async read(path) {
      try {
        return await readFile(path, 'utf8');
      } catch (error) {
        if (isCode(error, 'ENOENT')) return undefined;
        throw error;
      }
    },
    async place(path, text) {
      const name = await writeAside(path, text);
      try {
        await link(name, path);
        return true;
      } catch (error) {
        if (isCode(error, 'EEXIST')) return false;
        throw error;
      } finally {
        await unlink(name);
      }
    },
    replace: async (path, text) => rename(await writeAside(path, text), path),
    remove: (path) => unlink(path),
  };
}
