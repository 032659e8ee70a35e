import type { Secret, SubUserId } from '@subuser/core';

/** The credentials of one created sub-user, as they are sealed. */
export interface SealedCredentials {
  carrier: string;
  /** The target's id. */
  id: SubUserId;
  login: string;
  secret: Secret;
  otherSecrets?: Readonly<Record<string, Secret>>;
}

/** What can be told of a sealed line without the private key. */
export interface SealedLine {
  /** The plan's step, which is the source's id. */
  step: SubUserId;
  nonce: string;
  target: SubUserId;
}

/** Where new credentials go before their step counts as done. */
export interface CredentialSink {
  /** What it held when it was opened, in order, some at a time. May be asked for again, until it is closed. */
  lines(): AsyncIterable<readonly SealedLine[]>;
  /** Resolves once the line cannot be lost any more. */
  seal(line: SealedLine, credentials: SealedCredentials): Promise<void>;
  close(): Promise<void>;
}
