import { importPKCS8, SignJWT } from 'jose';
import type { VobizEmulator } from './vobiz/start-vobiz-emulator.ts';
import type { VoximplantEmulator } from './voximplant/start-voximplant-emulator.ts';

export interface Running {
  readonly vobiz: Pick<VobizEmulator, 'origin' | 'credentials'>;
  readonly voximplant: Pick<VoximplantEmulator, 'origin' | 'credentials'>;
  /** Where Voximplant's credentials were written; undefined where nobody asked for them. */
  readonly credentialsFile: string | undefined;
  /** Milliseconds. */
  readonly now: number;
}

/** What a person needs to call both emulators. The credentials are shown on purpose: they open nothing else. */
export async function announcement({ vobiz, voximplant, credentialsFile, now }: Running): Promise<string> {
  const { authId, authToken } = vobiz.credentials;
  const { account_id: account, account_email: email, key_id: key } = voximplant.credentials;
  const token = await signedToken(voximplant.credentials, Math.floor(now / 1000));
  const file =
    credentialsFile === undefined
      ? 'not written; start again with --credentials FILE to have them in a file'
      : `written to ${credentialsFile}`;
  return `Both carriers are up on this machine. Nothing you send them leaves it.

Vobiz       ${vobiz.origin}
  auth id     ${authId}
  auth token  ${authToken}
  create a sub-account:
    curl '${vobiz.origin}/api/v1/accounts/${authId}/sub-accounts/' \\
      -H 'X-Auth-ID: ${authId}' -H 'X-Auth-Token: ${authToken}' \\
      -H 'Content-Type: application/json' -d '{"name": "Support Team"}'

Voximplant  ${voximplant.origin}
  account     ${account} (${email}), key ${key}
  credentials ${file}
  create a subuser (this token is good for an hour):
    curl -X POST '${voximplant.origin}/platform_api/AddSubUser?new_subuser_name=support&new_subuser_password=S0pport-123' \\
      -H 'Authorization: Bearer ${token}'

The credentials above were made up just now and open nothing else. Press Ctrl+C to stop; everything is forgotten then.
`;
}

/** One hour is the longest life that Voximplant allows (voximplant.md, Authorization). */
async function signedToken(credentials: VoximplantEmulator['credentials'], issuedAt: number): Promise<string> {
  const key = await importPKCS8(credentials.private_key, 'RS256');
  return new SignJWT({ iss: String(credentials.account_id), iat: issuedAt, exp: issuedAt + 3600 })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: credentials.key_id })
    .sign(key);
}
