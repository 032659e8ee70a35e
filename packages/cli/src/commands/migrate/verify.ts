import { type Command, Option } from 'commander';
import { type Context, describedCommand } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { formatTable } from '../../views/sub-user-table.ts';
import { print, say } from '../../terminal/terminal.ts';

export function verifyCommand(context: Context): Command {
  const { terminal } = context;
  return describedCommand(
    'verify',
    'compare both accounts as they are now: = same, * differs, + missing, - too many, ! not compared',
    'migrate verify plan.json',
  )
    .argument('<plan.json>')
    .option('--json', 'one object')
    .addOption(new Option('--csv', 'one row a sub-user').conflicts('json'))
    .action(async (file: string, options: { json?: true; csv?: true }, command: Command) => {
      const { verificationRows, verifyPlan } = await import('@subuser/migrate');
      const { withAccounts } = await import('./accounts.ts');
      const { readPlan } = await import('./plan-files.ts');
      const plan = await readPlan(file, terminal);
      const sides = { from: plan.source.profile, to: plan.target.profile };
      await withAccounts(context, command, sides, async ({ inventories }) => {
        const verification = verifyPlan({ plan, ...(await inventories()) });
        const { counts, uncompared, isClean, compared } = verification;
        const rows = verificationRows(verification);
        if (options.json) print(terminal, JSON.stringify(verification));
        else if (options.csv) {
          const { stringify } = await import('csv-stringify/sync');
          terminal.output.write(stringify(rows, { header: true, escape_formulas: true }));
        } else {
          const cells = rows.map(({ sigil, id, name, targetId, targetName, fields, why }) => [
            sigil,
            id,
            name,
            targetId,
            targetName,
            [fields, why].filter((text) => text !== '').join(': '),
          ]);
          print(
            terminal,
            await formatTable([['', 'source', 'name', 'target', 'name on the target', 'what'], ...cells]),
          );
        }
        if (!options.json) {
          const sum = Object.entries(counts).map(([sigil, count]) => `${count} ${sigil}`);
          say(terminal, `${sum.join(' · ')}; ${compared} fields compared.`);
          for (const { field, why, count } of uncompared) say(terminal, `not compared: ${field} of ${count} (${why})`);
        }
        if (!isClean) context.exit.code = exitCode.differs;
      });
    });
}
