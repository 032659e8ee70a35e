import type { JWK } from 'jose';
import type { CredentialSink } from './credential-sink.ts';
import { type LineSurroundings, lineSurroundings, openDurableLines } from '../files/durable-lines.ts';
import type { LineScanner } from '../files/line-scanner.ts';
import { MigrationError } from '../migration-error.ts';
import { scanSealedLine } from './scan-sealed-line.ts';
import { createSeal, type Sealable } from './seal.ts';
import { isWholeSealedLine, linesOf, parseSealedLine, type SealedHeader } from './sealed-line.ts';

export interface FileSinkOptions extends Partial<LineSurroundings> {
  /** Digest of the plan whose steps are sealed; a file can contain the credentials of several plans. */
  plan?: string;
}

/** Sealing costs as much CPU as two creates whatever its size, so once `many` credentials are queued we wait for more. */
const many = 8;
const gatherMs = 4;

/**
 * Opens a sink as a file (mode 0600) of lines, each a compact JWE (RFC 7516) to the recipient's public key: `ECDH-ES` for
 * an EC or OKP key, `RSA-OAEP-256` for RSA, content `A256GCM`. The header contains step, nonce and target in clear, so that
 * a resumed apply needs no private key. Credentials that are flushed together are sealed together: the header of such a
 * line lists them under `lines`, and the sealed content is their list in the same order.
 *
 * Rejects with `MigrationError` as `openFileJournal` does, and with `wrong-key` if nothing can be sealed to the recipient, or
 * if the file is sealed to another key: nobody could open all of it.
 */
export async function openFileSink(
  path: string,
  recipient: JWK,
  options: FileSinkOptions = {},
): Promise<CredentialSink> {
  const { plan, ...given } = options;
  const { kid, seal } = await createSeal(recipient, plan);
  const surroundings = lineSurroundings(given);
  const { clock } = surroundings;
  const checked = (header: SealedHeader): SealedHeader => {
    const { kid: other = kid } = header;
    if (other === kid) return header;
    const message = `${path} is sealed to another key (${other}, not ${kid}), and a file has one key`;
    throw new MigrationError('wrong-key', `${message}; continue with that key, or use another file for the rest`);
  };
  const parse = (text: string): SealedHeader => checked(parseSealedLine(text));
  const scan = (line: LineScanner): SealedHeader | undefined => {
    const header = scanSealedLine(line);
    return header && checked(header);
  };
  const write = async (group: readonly Sealable[]): Promise<string[]> => [await seal(group)];
  const gather = { from: many, wait: () => clock.sleep(gatherMs) };
  // `{"` in base64url: the start of every protected header.
  const format = { begins: 'eyJ', parse, scan, isWhole: isWholeSealedLine, write, gather };
  const file = await openDurableLines(path, format, surroundings);
  return {
    async *lines() {
      for await (const headers of file.read()) yield headers.flatMap(linesOf);
    },
    prepare: async () => file.prove(await seal([])),
    seal: (line, credentials) => file.append({ line, credentials }),
    close: () => file.close(),
  };
}
