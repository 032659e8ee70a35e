import { randomBytes } from 'node:crypto';
import { carriers } from '../../carriers/all.ts';
import type { PlantedSecrets } from '../../carriers/secret-facts.ts';
import type { Vault } from './vault.ts';

const text = (): string => randomBytes(18).toString('base64url').replaceAll(/[-_]/gu, 'x');
/** Contains characters that every encoding escapes differently. */
const password = (): string => `Aa1!"\\%é&${text()}`;
const capitals = (length: number): string => randomBytes(length).toString('hex').slice(0, length).toUpperCase();

/** New secrets, all of them known to the vault. */
export function plantSecrets(vault: Vault): PlantedSecrets {
  const passwords = {
    password: password(),
    nextPassword: password(),
    thirdPassword: password(),
    consolePassword: password(),
  };
  const personal: Record<string, string> = {};
  for (const { secrets } of carriers) Object.assign(personal, secrets.personal({ text, capitals }));
  for (const each of Object.values(passwords)) vault.add('password', each);
  for (const each of Object.values(personal)) vault.add('personal data', each.replace('@example.com', ''));
  return { ...passwords, personal };
}
