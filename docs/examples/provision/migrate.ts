import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VobizEmulator, VoximplantEmulator } from '@subuser/emulator';
import type { Claim } from './exercise.ts';

// The command beside its package's entry, in whichever form this program itself runs: built, or as sources.
const entry = import.meta.resolve('subuser');
const command = new URL(entry.endsWith('.ts') ? 'main.ts' : 'main.js', entry).pathname;

/** The operator's decisions: the role for each permission, and what becomes of disabled sub-users. */
const mapping = {
  version: 1,
  grants: { calls: ['CallListManager'], cdr: ['Supervisor'] },
  inheritedGrants: [],
  disabled: 'activate',
};

function show({ output }: Run): void {
  process.stdout.write(output);
}

interface Run {
  code: number | null;
  output: string;
}

/** The `subuser` command in a folder of its own, as a person would run it. */
function run(folder: string, environment: Record<string, string>, line: string, untilKilled?: () => boolean) {
  process.stdout.write(`\n$ subuser ${line}\n`);
  const child = spawn(process.execPath, [...process.execArgv, command, ...line.split(' ')], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
  const watch = setInterval(() => {
    if (untilKilled?.()) child.kill('SIGKILL');
  }, 1);
  return once(child, 'close').then(([code]): Run => {
    clearInterval(watch);
    return { code: code as number | null, output };
  });
}

/**
 * Moves the sub-users that were provisioned on Vobiz to a new Voximplant account with the `subuser` command, which it
 * kills halfway with SIGKILL. Returns what is true afterwards.
 */
export async function migrate(vobiz: VobizEmulator, voximplant: VoximplantEmulator): Promise<Claim[]> {
  const folder = await mkdtemp(join(tmpdir(), 'subuser-demo-'));
  const environment = { DEMO_TOKEN: vobiz.credentials.authToken };
  const config = {
    profiles: {
      old: {
        carrier: 'vobiz',
        authId: vobiz.credentials.authId,
        authToken: { env: 'DEMO_TOKEN' },
        baseUrl: vobiz.origin,
      },
      new: { carrier: 'voximplant', credentials: { file: 'voximplant.json' }, baseUrl: voximplant.origin },
    },
  };
  const claims: Claim[] = [];
  const say = (says: string, isTrue: boolean): void => void claims.push({ says, isTrue });
  try {
    await writeFile(join(folder, 'subuser.config.json'), JSON.stringify(config));
    await writeFile(join(folder, 'voximplant.json'), JSON.stringify(voximplant.credentials), { mode: 0o600 });
    await writeFile(join(folder, 'map.json'), JSON.stringify(mapping));
    show(await run(folder, environment, 'secrets keygen --out keys'));
    const planned = await run(folder, environment, 'migrate plan --from old --to new --map map.json --out plan.json');
    show(planned);
    say(
      'The plan has something to do (exit 2) and nothing in it is blocked',
      planned.code === 2 && planned.output.includes(' 0 blocked'),
    );

    const apply = 'migrate apply plan.json --seal credentials.jwe --recipient keys/public.jwk.json --concurrency 2';
    const created = (): number =>
      voximplant.control.requests.filter(({ operation, applied }) => operation === 'create' && applied).length;
    voximplant.control.latencyMs = 10;
    const killed = await run(folder, environment, apply, () => created() >= 10);
    voximplant.control.latencyMs = 0;
    process.stdout.write(`(killed with SIGKILL after ${created()} creates)\n`);
    say(`Apply was killed in the middle, after ${created()} creates`, killed.code === null);
    const resumed = await run(folder, environment, apply);
    show(resumed);
    say('The same command continued and finished (exit 0)', resumed.code === 0);

    const verified = await run(folder, environment, 'migrate verify plan.json --json');
    const { counts, isClean } = JSON.parse(verified.output.split('\n')[0] ?? '{}') as {
      counts: Record<string, number>;
      isClean: boolean;
    };
    process.stdout.write(`${JSON.stringify(counts)}\n`);
    say(`Verify found ${counts['=']} the same and no difference (exit 0)`, verified.code === 0 && isClean);

    const opened = await run(
      folder,
      environment,
      'secrets open credentials.jwe --key keys/private.jwk.json --json --reveal',
    );
    const credentials = opened.output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { login: string; secret: string });
    process.stdout.write(`(${credentials.length} credentials, not shown here)\n`);
    const working = credentials.filter(({ login, secret }) => voximplant.control.authenticates(login, secret));
    say(
      `${credentials.length} sealed credentials open with the private key, and each signs in`,
      credentials.length === counts['='] && working.length === credentials.length,
    );

    await run(folder, environment, 'migrate report plan.json --out report.html');
    const report = await readFile(join(folder, 'report.html'), 'utf8');
    const { size } = await stat(join(folder, 'report.html'));
    say(`The report is written: one HTML file of ${Math.round(size / 1024)} KB`, report.includes('</html>'));
    return claims;
  } finally {
    await rm(folder, { recursive: true });
  }
}
