import type { Command } from 'commander';
import { say } from '../terminal/terminal.ts';
import { credentialsView } from '../views/credentials-view.ts';
import { type Context, describedCommand } from './context.ts';
import { exitCode } from './exit-code.ts';

function keygenCommand({ terminal }: Context): Command {
  return describedCommand('keygen', 'create a pair of keys for sealing credentials', 'secrets keygen --out keys')
    .requiredOption('--out <folder>', 'for public.jwk.json and private.jwk.json (mode 0600)')
    .action(async ({ out }: { out: string }) => {
      const { writeKeyPair } = await import('../credentials/write-key-pair.ts');
      await writeKeyPair(terminal, out);
      say(terminal, `Wrote ${out}/public.jwk.json (seal to it) and ${out}/private.jwk.json (keep it elsewhere).`);
    });
}

function openCommand(context: Context): Command {
  return describedCommand(
    'open',
    'show what a sealed file contains',
    'secrets open credentials.jwe --key keys/private.jwk.json',
  )
    .argument('<file>')
    .requiredOption('--key <private.jwk.json>')
    .option('--reveal', 'show the secrets; without it they stay masked')
    .option('--json', 'one line a credential')
    .action(async (file: string, { key, reveal }: { key: string; reveal?: true }) => {
      const { readSealed } = await import('../credentials/read-sealed.ts');
      const { credentials, isComplete } = await readSealed(context.terminal, file, key);
      await context.show(credentialsView(credentials, reveal === true));
      if (!isComplete) context.exit.code = exitCode.error;
    });
}

function exportCommand({ terminal, exit }: Context): Command {
  return describedCommand(
    'export',
    'write the credentials in clear to a new file that only you can read',
    'secrets export credentials.jwe --key keys/private.jwk.json --out credentials.ndjson',
  )
    .argument('<file>')
    .requiredOption('--key <private.jwk.json>')
    .requiredOption('--out <file>')
    .action(async (file: string, { key, out }: { key: string; out: string }) => {
      const { readSealed } = await import('../credentials/read-sealed.ts');
      const { clearLine } = await import('../credentials/clear-line.ts');
      const { writeNewText } = await import('../files/write-text.ts');
      const { credentials, isComplete } = await readSealed(terminal, file, key);
      await writeNewText(terminal, out, credentials.map((each) => `${clearLine(each)}\n`).join(''));
      say(terminal, `Wrote ${credentials.length} credentials to ${out}, in clear.`);
      if (!isComplete) exit.code = exitCode.error;
    });
}

export function secretsCommand(context: Context): Command {
  const command = describedCommand('secrets', 'sealed credentials', 'secrets keygen --out keys');
  for (const create of [keygenCommand, openCommand, exportCommand]) command.addCommand(create(context));
  return command;
}
