import { type FileHandle, open, readFile, unlink } from 'node:fs/promises';
import {
  codeOf,
  type Content,
  createWhole,
  openAppending,
  realPathOf,
  replaceWhole,
  writeAll,
} from './written-file.ts';

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
  /** The one path of a file behind symbolic links; the file itself need not exist. */
  real(path: string): Promise<string>;
  /** `undefined` if there is no such file. */
  read(path: string): Promise<string | undefined>;
  /** Creates a file together with its content, durably; false if it exists already. */
  place(path: string, content: Content): Promise<boolean>;
  /** Replaces the content durably and at once: a reader sees the old text or the new one. */
  replace(path: string, content: Content): Promise<void>;
  /** Rejects if there is no such file. */
  remove(path: string): Promise<void>;
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
  const handle = await openAppending(path);
  return {
    ...readable(handle),
    truncate: (bytes) => handle.truncate(bytes),
    write: async (bytes) => writeAll(handle, bytes),
    sync: () => handle.datasync(),
  };
}

/** The file system of this machine. */
export function createFileSystem(): FileSystem {
  return {
    open: openGrowing,
    real: realPathOf,
    async read(path) {
      try {
        return await readFile(path, 'utf8');
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined;
        throw error;
      }
    },
    place: (path, content) => createWhole(path, content),
    replace: (path, content) => replaceWhole(path, content),
    remove: (path) => unlink(path),
  };
}
