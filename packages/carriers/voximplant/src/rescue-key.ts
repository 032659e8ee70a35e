import { type Credentials, Secret } from '@subuser/core';
import { findText, searchable } from '@subuser/http';

/** From its first line to its last; a key that is cut off is none. */
const pem = /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]+-----END [A-Z ]*PRIVATE KEY-----/u;

/** The private key that CreateKey shows only once, in the text of any reply to it. `login` is the id of the key. */
export function rescueKey(text: string): Credentials | undefined {
  const searched = searchable(text);
  const found = pem.exec(searched)?.[0];
  if (found === undefined) return undefined;
  const key = found.replaceAll(/\\+r/gu, '').replaceAll(/\\+n/gu, '\n').replaceAll(/\\+\//gu, '/');
  return { login: findText(searched, 'key_id', (id) => id !== '') ?? '', secret: new Secret(`${key}\n`) };
}
