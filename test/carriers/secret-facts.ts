import type { CallOptions } from '@subuser/core';
import type { ConnectionOptions } from '@subuser/http';

/** Secrets of one run that we choose. Plain, so that they can be sent to another process. */
export interface PlantedSecrets {
  readonly password: string;
  readonly nextPassword: string;
  readonly thirdPassword: string;
  readonly consolePassword: string;
  /** What identifies a person or a company, as each carrier's `personal` names it. */
  readonly personal: Readonly<Record<string, string>>;
}

/** A kind of secret and where it appears in a text: in the first group, possibly encoded as in a form. */
export type SecretPlace = readonly [kind: string, place: RegExp];

export type Call = readonly [name: string, run: (call: CallOptions) => Promise<unknown>];

/** One carrier opened in every possible way, with each of its operations ready to be called. */
export interface Opened {
  /** What a program holds: options, client, provider, sub-users. */
  readonly held: Readonly<Record<string, unknown>>;
  /** In an order in which all can succeed, the deletions last. */
  readonly calls: readonly Call[];
  close(): Promise<void>;
}

/** Needed to open everything; plain except for the connection, so that it can be sent to another process. */
export interface Opening {
  readonly planted: PlantedSecrets;
  /** Two existing sub-users, with the planted password where passwords are chosen. */
  readonly ids: readonly [string, string];
  /** Part of the names of what is created. */
  readonly turn: number;
  /** Includes what `passwordsInQuery` says, where that is tried. */
  readonly connection: ConnectionOptions;
}

/** Acts that are refused before anything is sent; untyped, like JavaScript and JSON. */
export interface RefusedActs {
  readonly acts: readonly (() => unknown)[];
  close(): Promise<unknown>;
}

/** Where one carrier's secrets are, and how everything that touches them is called. `Options`: those of an emulator. */
export interface SecretFacts<Options = object> {
  /** The secrets of an account by their kinds. */
  ofAccount(options: Options): Readonly<Record<string, string>>;
  /** Personal data that its calls take; `text` and `capitals` make new random ones. */
  personal(random: { text(): string; capitals(length: number): string }): Readonly<Record<string, string>>;
  /** Names of headers with credentials, in lower case. */
  readonly headers: readonly string[];
  /** The kinds that those headers contain, and those that bodies of requests contain; nothing else may. */
  readonly inHeaders: readonly string[];
  readonly inBodies: readonly string[];
  /** In replies: secrets that the carrier issues. A cut reply may end anywhere, and the next one may follow it. */
  readonly issued: readonly SecretPlace[];
  /** In requests: tokens and passwords that we make. */
  readonly sent: readonly SecretPlace[];
  /** The password in the body of a request. */
  passwordIn(body: string): string | undefined;
  /** An error in every form that the carrier uses, with the echo in every text. */
  errorBody(echo: string, code: unknown): object;
  openEverything(options: Options, opening: Opening): Opened;
  /** The calls that fail even though nothing is in their way, and how many succeed. */
  readonly failing: readonly string[];
  readonly succeeding: number;
  /** How many of the calls create with `ifUnknown: 'settle'`. */
  readonly settling: number;
  /** Options under which passwords are in the URL, if the carrier documents that. */
  readonly passwordsInQuery?: object;
  /** Wrong options and wrong input that contain the secret, wherever somebody might put it. */
  refusedActs(secret: string, options: Options): RefusedActs;
  /** The reply to a create that lacks the id but contains one-time secrets, by kind; the login's own secret is the first. */
  replyWithoutId?(random: { text(): string }): {
    body: object;
    secrets: readonly (readonly [kind: string, secret: string])[];
  };
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const item of items) read.push(item);
  return read;
}
