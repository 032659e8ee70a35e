import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Secret } from '@subuser/core';
import type { OpenedCredentials } from '@subuser/migrate';
import type { Command } from 'commander';
import { type Context, describedCommand } from './context.ts';
import { formatTable } from '../views/sub-user-table.ts';
import { print, say, type Terminal } from '../terminal/terminal.ts';

function keygenCommand({ terminal }: Context): Command {
  return describedCommand('keygen', 'a pair of keys for sealing credentials', 'secrets keygen --out keys')
    .requiredOption('--out <folder>', 'for public.jwk.json and private.jwk.json (mode 0600)')
    .action(async ({ out }: { out: string }) => {
      const { generateSealKeys } = await import('@subuser/migrate');
      const { writeNewText } = await import('../files/write-text.ts');
      const { publicJwk, privateJwk } = await generateSealKeys();
      // What is wrong with the folder the first file tells, and what to do.
      await mkdir(resolve(terminal.directory, out), { recursive: true }).catch(() => undefined);
      const write = (file: string, key: object, mode: number): Promise<void> =>
        writeNewText(terminal, file, `${JSON.stringify(key, null, 2)}\n`, mode);
      // Never over another key: what was sealed to it could not be opened any more. Nor a half beside another's half.
      const privateFile = join(out, 'private.jwk.json');
      await write(privateFile, privateJwk, 0o600);
      await write(join(out, 'public.jwk.json'), publicJwk, 0o644).catch(async (error: unknown) => {
        await rm(resolve(terminal.directory, privateFile));
        throw error;
      });
      say(terminal, `Wrote ${out}/public.jwk.json (seal to it) and ${out}/private.jwk.json (keep it elsewhere).`);
    });
}

/** The credentials of a sealed file that still count, without those that a later line replaces. */
async function opened(terminal: Terminal, file: string, key: string): Promise<OpenedCredentials[]> {
  const { openSealed } = await import('@subuser/migrate');
  const { readKey } = await import('../files/read-key.ts');
  const { readText } = await import('../files/read-text.ts');
  const privateJwk = await readKey(terminal, key);
  const text = await readText(resolve(terminal.directory, file), file);
  const all = await openSealed(text, privateJwk);
  if (text !== '' && !text.endsWith('\n'))
    say(terminal, `The last line of ${file} is torn, as a kill leaves it, and is left out.`);
  return all.filter(({ isSuperseded }) => !isSuperseded);
}

function openCommand({ terminal }: Context): Command {
  return describedCommand(
    'open',
    'what a sealed file holds',
    'secrets open credentials.jwe --key keys/private.jwk.json',
  )
    .argument('<file>')
    .requiredOption('--key <private.jwk.json>')
    .option('--json', 'one line a credential')
    .option('--reveal', 'show the secrets; without it they stay hidden')
    .action(async (file: string, options: { key: string; json?: true; reveal?: true }) => {
      const all = await opened(terminal, file, options.key);
      const show = (secret: Secret): string => (options.reveal ? secret.reveal() : secret.toString());
      if (options.json) {
        for (const { carrier, id, login, secret } of all)
          print(terminal, JSON.stringify({ carrier, id, login, secret: show(secret) }));
        return;
      }
      const rows = all.map(({ carrier, id, login, secret }) => [carrier, id, login, show(secret)]);
      print(terminal, await formatTable([['carrier', 'id', 'login', 'secret'], ...rows]));
    });
}

function exportCommand({ terminal }: Context): Command {
  return describedCommand(
    'export',
    'the credentials in clear, into a new file that only you can read',
    'secrets export credentials.jwe --key keys/private.jwk.json --out credentials.ndjson',
  )
    .argument('<file>')
    .requiredOption('--key <private.jwk.json>')
    .requiredOption('--out <file>')
    .action(async (file: string, options: { key: string; out: string }) => {
      const all = await opened(terminal, file, options.key);
      const lines = all.map(({ carrier, id, login, secret, otherSecrets = {} }) => {
        const revealed = Object.fromEntries(Object.entries(otherSecrets).map(([name, each]) => [name, each.reveal()]));
        return `${JSON.stringify({ carrier, id, login, secret: secret.reveal(), ...revealed })}\n`;
      });
      const { writeNewText } = await import('../files/write-text.ts');
      await writeNewText(terminal, options.out, lines.join(''));
      say(terminal, `Wrote ${all.length} credentials to ${options.out}, in clear.`);
    });
}

export function secretsCommand(context: Context): Command {
  const command = describedCommand('secrets', 'sealed credentials', 'secrets keygen --out keys');
  for (const make of [keygenCommand, openCommand, exportCommand]) command.addCommand(make(context));
  return command;
}
