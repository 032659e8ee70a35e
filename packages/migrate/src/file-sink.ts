import type { JWK } from 'jose';
import type { CredentialSink } from './credential-sink.ts';
import { openDurableLines } from './durable-lines.ts';
import { isProcessAlive, type LockSurroundings, thisProcess } from './file-lock.ts';
import { createFileSystem } from './file-system.ts';
import { createSeal, parseSealedLine } from './sealed-line.ts';

export type FileSinkOptions = Partial<LockSurroundings>;

/**
 * A sink as a file (mode 0600) of lines, each a compact JWE (RFC 7516) to the recipient's public key: `ECDH-ES` for an EC
 * or OKP key, `RSA-OAEP-256` for RSA, content `A256GCM`. Step, nonce and target stand in clear in the header, so that a
 * resumed apply needs no private key.
 *
 * Rejects with `MigrationError` as `openFileJournal` does, and with `wrong-key` where the recipient is no public key.
 */
export async function openFileSink(
  path: string,
  recipient: JWK,
  options: FileSinkOptions = {},
): Promise<CredentialSink> {
  const seal = await createSeal(recipient);
  const surroundings = { files: createFileSystem(), owner: thisProcess(), isAlive: isProcessAlive, ...options };
  const file = await openDurableLines(path, parseSealedLine, surroundings);
  return {
    lines: file.items,
    seal: async (line, credentials) => file.append(await seal(line, credentials)),
    close: () => file.close(),
  };
}
