import { randomBytes } from 'node:crypto';
import type { Vault } from './vault.ts';

/** Secrets of this run that are ours to choose. Plain, so that they can be handed to a process. */
export interface PlantedSecrets {
  password: string;
  nextPassword: string;
  thirdPassword: string;
  consolePassword: string;
  /** What identifies a person or a company. */
  pan: string;
  gstin: string;
  linkedNumber: string;
  oauthState: string;
  accessRequest: string;
  customerEmail: string;
}

const mark = (): string => randomBytes(18).toString('base64url').replaceAll(/[-_]/gu, 'x');
/** Characters that every encoding escapes in another way. */
const password = (): string => `Aa1!"\\%é&${mark()}`;
const capitals = (length: number): string => randomBytes(length).toString('hex').slice(0, length).toUpperCase();

export function plantSecrets(vault: Vault): PlantedSecrets {
  const planted = {
    password: password(),
    nextPassword: password(),
    thirdPassword: password(),
    consolePassword: password(),
    pan: capitals(10),
    gstin: capitals(15),
    linkedNumber: capitals(12),
    oauthState: mark(),
    accessRequest: mark(),
    customerEmail: `${mark()}@example.com`,
  };
  const { password: one, nextPassword, thirdPassword, consolePassword, ...personal } = planted;
  for (const each of [one, nextPassword, thirdPassword, consolePassword]) vault.add('password', each);
  for (const each of Object.values(personal)) vault.add('personal data', each.replace('@example.com', ''));
  return planted;
}
