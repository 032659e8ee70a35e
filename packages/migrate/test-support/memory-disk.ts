import type { FileSystem, GrowingFile } from '../src/files/file-system.ts';
import type { Content } from '../src/files/written-file.ts';
import type { Mortal, Unflushed } from './mortal.ts';

interface Stored {
  written: Buffer;
  /** The number of bytes that survive any crash. */
  durable: number;
}

/** A disk that outlives the processes that use it. They may die before and after every flush. */
export class MemoryDisk {
  readonly files = new Map<string, Stored>();
  /** Writes to all files together. */
  writes = 0;
  flushes = 0;
  /** Bytes that were written but not flushed when the last process died. */
  pendingAtDeath = 0;
  /** Maximum number of bytes on it, for a full disk. */
  capacity = Number.POSITIVE_INFINITY;
  /** Awaited by each flush. */
  flush: () => Promise<void> = () => Promise.resolve();

  text(path: string): string {
    return this.files.get(path)?.written.toString() ?? '';
  }

  put(path: string, content: Content): void {
    const isWhole = content instanceof Uint8Array || typeof content === 'string';
    const written = Buffer.from(isWhole ? content : Array.from(content).join(''));
    this.files.set(path, { written, durable: written.length });
  }

  /** The disk as this process sees it. */
  seenBy(mortal: Mortal, unflushed: Unflushed = 'lost'): FileSystem {
    mortal.onDeath(() => {
      this.pendingAtDeath = 0;
      for (const stored of this.files.values()) {
        const pending = stored.written.length - stored.durable;
        this.pendingAtDeath += pending;
        const kept = { lost: 0, torn: Math.floor(pending * 0.6), kept: pending }[unflushed];
        stored.durable += kept;
        stored.written = stored.written.subarray(0, stored.durable);
      }
    });
    return {
      open: async (path) => {
        mortal.checkAlive();
        if (!this.files.has(path)) this.put(path, '');
        return this.#open(path, mortal);
      },
      real: async (path) => path,
      read: async (path) => {
        mortal.checkAlive();
        return this.files.get(path)?.written.toString();
      },
      place: async (path, content) => {
        mortal.checkAlive();
        if (this.files.has(path)) return false;
        this.put(path, content);
        return true;
      },
      replace: async (path, content) => {
        mortal.checkAlive();
        this.put(path, content);
      },
      remove: async (path) => {
        mortal.checkAlive();
        if (!this.files.delete(path)) throw new Error(`${path} does not exist`);
      },
    };
  }

  #open(path: string, mortal: Mortal): GrowingFile {
    const stored = this.files.get(path) ?? { written: Buffer.alloc(0), durable: 0 };
    return {
      size: async () => stored.written.length,
      read: async (into, position) => stored.written.copy(into, 0, position),
      truncate: async (bytes) => {
        mortal.checkAlive();
        stored.written = stored.written.subarray(0, bytes);
        stored.durable = Math.min(stored.durable, bytes);
      },
      write: async (bytes) => {
        mortal.checkAlive();
        const room = this.capacity - [...this.files.values()].reduce((sum, { written }) => sum + written.length, 0);
        stored.written = Buffer.concat([stored.written, bytes.subarray(0, Math.max(0, room))]);
        if (room < bytes.length) throw new Error('ENOSPC: no space left on device, write');
        this.writes += 1;
      },
      sync: async () => {
        mortal.point();
        await this.flush();
        mortal.checkAlive();
        stored.durable = stored.written.length;
        this.flushes += 1;
        mortal.point();
      },
      close: async () => mortal.checkAlive(),
    };
  }
}
