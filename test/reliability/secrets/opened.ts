import type { CallOptions } from '@subuser/core';
import type { Connection } from '../outcomes/bench.ts';
import type { PlantedSecrets } from './planted-secrets.ts';

export type Call = readonly [name: string, run: (call: CallOptions) => Promise<unknown>];

/** One carrier opened in every way there is, with each of its operations ready to be called. */
export interface Opened {
  /** What a program holds: options, client, provider, sub-users. */
  readonly held: Readonly<Record<string, unknown>>;
  /** In an order in which all can succeed, the deletions last. */
  readonly calls: readonly Call[];
  close(): Promise<void>;
}

/** What an opening needs; plain but for the connection, so that it can be handed to a process. */
export interface Opening<C> {
  readonly credentials: C;
  readonly planted: PlantedSecrets;
  /** Two sub-users that exist, with the planted password. */
  readonly ids: readonly [string, string];
  /** Stands in the names of what is created. */
  readonly turn: number;
  readonly connection: Connection;
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const item of items) read.push(item);
  return read;
}
