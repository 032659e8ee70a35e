import { type Clock, systemClock } from '@subuser/core';
import type { JWK } from 'jose';
import type { CredentialSink } from './credential-sink.ts';
import { openDurableLines } from '../files/durable-lines.ts';
import { isProcessAlive, type LockSurroundings, thisProcess } from '../files/file-lock.ts';
import { createFileSystem } from '../files/file-system.ts';
import type { LineScanner } from '../files/line-scanner.ts';
import { MigrationError } from '../migration-error.ts';
import { scanSealedLine } from './scan-sealed-line.ts';
import { createSeal, type Sealable } from './seal.ts';
import { parseSealedLine, type SealedHeader } from './sealed-line.ts';

export type FileSinkOptions = Partial<LockSurroundings & { clock: Clock }>;

/** A seal costs as much as two creates, whatever is in it: where so many wait, some more are waited for, so long. */
const many = 8;
const gatherMs = 4;

/**
 * A sink as a file (mode 0600) of lines, each a compact JWE (RFC 7516) to the recipient's public key: `ECDH-ES` for an EC
 * or OKP key, `RSA-OAEP-256` for RSA, content `A256GCM`. Step, nonce and target stand in clear in the header, so that a
 * resumed apply needs no private key. What is flushed together is sealed together: the header of such a line names each
 * under `lines`, and what is sealed is their list, in the same order.
 *
 * Rejects with `MigrationError` as `openFileJournal` does, and with `wrong-key` where the recipient is no
 * public key, or the file is sealed to another one: nobody could open it whole.
 */
export async function openFileSink(
  path: string,
  recipient: JWK,
  options: FileSinkOptions = {},
): Promise<CredentialSink> {
  const { kid, seal } = await createSeal(recipient);
  const { clock = systemClock, ...given } = options;
  const surroundings = { files: createFileSystem(), owner: thisProcess(), isAlive: isProcessAlive, ...given };
  const checked = (header: SealedHeader): SealedHeader => {
    const { kid: other = kid } = header;
    if (other === kid) return header;
    const message = `${path} is sealed to another key (${other}, not ${kid}); one file is for one key`;
    throw new MigrationError('wrong-key', `${message}: go on with that key, or give another file for the rest`);
  };
  const parse = (text: string): SealedHeader => checked(parseSealedLine(text));
  const scan = (line: LineScanner): SealedHeader | undefined => {
    const header = scanSealedLine(line);
    return header && checked(header);
  };
  const write = async (group: readonly Sealable[]): Promise<string[]> => [await seal(group)];
  const gather = { from: many, wait: () => clock.sleep(gatherMs) };
  // `{"` in base64url, as every protected header begins.
  const file = await openDurableLines(path, { begins: 'eyJ', parse, scan, write, gather }, surroundings);
  return {
    async *lines() {
      for await (const headers of file.read()) yield headers.flatMap(({ lines }) => lines);
    },
    seal: (line, credentials) => file.append({ line, credentials }),
    close: () => file.close(),
  };
}
