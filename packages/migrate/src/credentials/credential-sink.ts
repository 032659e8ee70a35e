import type { SealedCredentials, SealedLine } from './sealed-line.ts';

/** Where new credentials go before their step counts as done. */
export interface CredentialSink {
  /** What it contained when it was opened, in order, some lines at a time. Can be called again, until it is closed. */
  lines(): AsyncIterable<readonly SealedLine[]>;
  /** Proves, before anything is created and sealed, that credentials can be sealed and written. */
  prepare?(): Promise<void>;
  /** Resolves once the line cannot be lost any more. */
  seal(line: SealedLine, credentials: SealedCredentials): Promise<void>;
  close(): Promise<void>;
}
