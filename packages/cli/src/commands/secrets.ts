import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Secret, SubUserError } from '@subuser/core';
import type { Command } from 'commander';
import { type Context, describedCommand } from '../context.ts';
import { readJson } from '../config/json-document.ts';
import { formatTable } from '../sub-user-table.ts';
import { print, say, type Terminal } from '../terminal.ts';

function keygenCommand({ terminal }: Context): Command {
  return describedCommand('keygen', 'a pair of keys for sealing credentials', 'secrets keygen --out keys')
    .requiredOption('--out <folder>', 'for public.jwk.json and private.jwk.json (mode 0600)')
    .action(async ({ out }: { out: string }) => {
      const { generateSealKeys } = await import('@subuser/migrate');
      const { publicJwk, privateJwk } = await generateSealKeys();
      const folder = resolve(terminal.directory, out);
      await mkdir(folder, { recursive: true });
      // Never over another key: what was sealed to it could not be opened any more.
      const write = async (name: string, key: object, mode: number): Promise<void> => {
        await writeFile(join(folder, name), `${JSON.stringify(key, null, 2)}\n`, { flag: 'wx', mode }).catch(
          (error: unknown) => {
            const message = `${out}/${name} cannot be written; no key is ever written over another: name another folder`;
            throw new SubUserError(
              'failed-precondition',
              message,
              { carrier: 'any', operation: 'secrets keygen' },
              error,
            );
          },
        );
      };
      await write('private.jwk.json', privateJwk, 0o600);
      await write('public.jwk.json', publicJwk, 0o644);
      say(terminal, `Wrote ${out}/public.jwk.json (seal to it) and ${out}/private.jwk.json (keep it elsewhere).`);
    });
}

/** The credentials of a sealed file that still count, without those that a later line replaces. */
async function opened(terminal: Terminal, file: string, key: string) {
  const { openSealed } = await import('@subuser/migrate');
  const { value } = await readJson(resolve(terminal.directory, key), key);
  const text = await readFile(resolve(terminal.directory, file), 'utf8');
  return (await openSealed(text, value as object)).filter(({ isSuperseded }) => !isSuperseded);
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
      const lines = all.map(({ carrier, id, login, secret, further = {} }) => {
        const revealed = Object.fromEntries(Object.entries(further).map(([name, each]) => [name, each.reveal()]));
        return `${JSON.stringify({ carrier, id, login, secret: secret.reveal(), ...revealed })}\n`;
      });
      const out = resolve(terminal.directory, options.out);
      await writeFile(out, lines.join(''), { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
        const detail = { carrier: 'any', operation: 'secrets export' };
        throw new SubUserError(
          'failed-precondition',
          `${options.out} cannot be written; it must not exist yet`,
          detail,
          error,
        );
      });
      say(terminal, `Wrote ${all.length} credentials to ${options.out}, in clear.`);
    });
}

export function secretsCommand(context: Context): Command {
  const command = describedCommand('secrets', 'sealed credentials', 'secrets keygen --out keys');
  for (const make of [keygenCommand, openCommand, exportCommand]) command.addCommand(make(context));
  return command;
}
