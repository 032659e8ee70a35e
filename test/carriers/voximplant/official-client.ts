import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { VoximplantCredentials } from '@subuser/emulator';
import type { RoleSystemInterface } from '@voximplant/apiclient-nodejs/dist/Interfaces.js';

type Method = keyof RoleSystemInterface;
// oxlint-disable-next-line typescript/no-generated-empty-object-type -- GetRoleGroups takes no parameters.
type Requests = { [M in Method]: Partial<Parameters<RoleSystemInterface[M]>[0]> };

export interface Question {
  method: Method;
  parameters: object;
}

/** The outcome of a call's promise: it may resolve with an error. `printed` is the error as `console.error` shows it. */
export type Answer = { resolved: unknown } | { rejected: string; printed: string };

export interface OfficialClient {
  /** Its types require `role_id` and `role_name` together, which the carrier refuses, hence `Partial`. */
  call<M extends Method>(method: M, parameters: Requests[M]): Promise<Answer>;
  close(): Promise<void>;
}

export interface OfficialClientOptions {
  /** `https://…` with the certificate below. */
  origin: string;
  /** PEM; trusted by this client's process alone. */
  cert: string;
  credentials: VoximplantCredentials;
}

const guard = new URL('../../support/loopback-guard.ts', import.meta.url).href;
const program = fileURLToPath(new URL('official-client-process.ts', import.meta.url));

/** Voximplant's official Node client, opened as its users do: a host, a file with the credentials, and a wait. */
export async function openOfficialClient(options: OfficialClientOptions): Promise<OfficialClient> {
  const folder = await mkdtemp(join(tmpdir(), 'official-client-'));
  const [credentials, authority] = [join(folder, 'credentials.json'), join(folder, 'authority.pem')];
  await writeFile(credentials, JSON.stringify(options.credentials), { mode: 0o600 });
  await writeFile(authority, options.cert);
  const child = fork(program, [new URL(options.origin).host, credentials], {
    // form-data 2.5.1, on which the client builds every request, uses what Node calls deprecated.
    execArgv: ['--import', guard, '--disable-warning=DEP0044'],
    env: { NODE_EXTRA_CA_CERTS: authority },
  });
  const gone = new AbortController();
  const exit = once(child, 'exit').then(([code]) => gone.abort(new Error(`The client’s process ended: ${code}`)));
  const received = async (): Promise<unknown> => (await once(child, 'message', gone))[0];
  await received();
  return {
    async call(method, parameters) {
      child.send({ method, parameters } satisfies Question);
      return (await received()) as Answer;
    },
    async close() {
      child.kill();
      await exit;
      await rm(folder, { recursive: true });
    },
  };
}
