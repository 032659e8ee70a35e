import type { SubUsers } from '@subuser/core';
import type { Command } from 'commander';
import { type Context, describedCommand } from './context.ts';
import type { PlaceOptions } from '../credentials/credential-place.ts';
import { exitCode } from './exit-code.ts';
import { listenForStop } from '../terminal/listen-for-stop.ts';
import { parseCount } from './number-option.ts';
import { startProgress } from '../terminal/progress-bar.ts';
import { print, say } from '../terminal/terminal.ts';
import { withSeal } from './create.ts';
import { columns } from './csv-cells.ts';
import type { Row } from './read-rows.ts';
import { onProfile, type ProfileOptions } from './sub-user-commands.ts';

interface ImportFlags extends ProfileOptions, PlaceOptions {
  dryRun?: true;
  concurrency: number;
}

/** Rows that would be refused, each with its line and every broken rule. */
function checkRows(subUsers: SubUsers, rows: readonly Row[]): { line: number; error: unknown }[] {
  return rows.flatMap(({ line, input }) => {
    const fields = subUsers.check(input);
    return fields.length > 0 ? [{ line, error: { code: 'invalid-argument', fields } }] : [];
  });
}

export function importCommand(context: Context): Command {
  const { terminal } = context;
  const described = describedCommand(
    'import',
    'make sub-users from a CSV or NDJSON file; nothing is sent unless every row passes',
    'import tenants.csv --profile main --dry-run',
  );
  return withSeal(onProfile(described))
    .argument('<file>', `CSV with the columns ${columns.join(', ')} (grants joined by |), or NDJSON`)
    .option('--dry-run', 'check every row and send nothing')
    .option('--concurrency <count>', 'creates at once', parseCount, 8)
    .action((file: string, flags: ImportFlags, command: Command) =>
      context.withProfile(command, async (subUsers, profile) => {
        const { readRows } = await import('./read-rows.ts');
        const rows = await readRows(terminal, file);
        const refused = checkRows(subUsers, rows);
        for (const each of refused) print(terminal, JSON.stringify({ file, ...each }));
        if (flags.dryRun || refused.length > 0) {
          say(terminal, `${rows.length} rows, ${refused.length} would be refused; nothing was sent.`);
          if (refused.length > 0) context.exit.code = exitCode.error;
          return;
        }
        const { openCredentialPlace } = await import('../credentials/credential-place.ts');
        const place = await openCredentialPlace(flags, profile, terminal);
        const bar = startProgress(terminal, 'Creating', rows.length, Date.now);
        const stop = listenForStop(terminal, 'Finishing what is in flight; the rows after it are left.');
        let created = 0;
        let failed = 0;
        let isPlaceBroken = false;
        const report = (result: object): void => {
          if (terminal.output.isTTY) bar.clear();
          print(terminal, JSON.stringify(result));
        };
        const keep: typeof place.keep = (subUser, credentials) =>
          place.keep(subUser, credentials).catch((error: unknown) => {
            // Whatever else were created now would lose its secret, too.
            isPlaceBroken = true;
            throw error;
          });
        const queue = rows.values();
        const work = async (): Promise<void> => {
          for (const { line, input } of queue) {
            try {
              const call = { ifUnknown: 'settle', signal: stop.now } as const;
              const { subUser, credentials, openAttempts } = await subUsers.create(input, call);
              if (credentials) await keep(subUser, credentials);
              created += 1;
              report({ line, created: subUser.id, name: subUser.name, openAttempts });
            } catch (error) {
              failed += 1;
              report({ line, error });
            }
            bar.advance();
            if (stop.gently.aborted || isPlaceBroken) return;
          }
        };
        try {
          await Promise.all(Array.from({ length: flags.concurrency }, work));
        } finally {
          stop.end();
          bar.clear();
          await place.close();
        }
        const left = rows.length - created - failed;
        bar.stop(`${created} created, ${failed} failed${left > 0 ? `, ${left} left` : ''}.`);
        if (left > 0 && !isPlaceBroken) context.exit.code = exitCode.stopped;
        else if (failed > 0) context.exit.code = exitCode.error;
      }),
    );
}
