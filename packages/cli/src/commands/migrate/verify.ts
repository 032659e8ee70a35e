import { type Command, Option } from 'commander';
import { verificationView } from '../../views/verification-view.ts';
import { type Context, describedCommand } from '../context.ts';
import { exitCode } from '../exit-code.ts';

export function verifyCommand(context: Context): Command {
  return describedCommand(
    'verify',
    'compare both accounts as they are now: = same, * differs, + missing, - extra, ! not compared',
    'migrate verify plan.json',
  )
    .argument('<plan.json>')
    .option('--json', 'one object')
    .addOption(new Option('--csv', 'one row a sub-user').conflicts('json'))
    .action(async (file: string, { csv }: { csv?: true }) => {
      const { verificationRows, verifyPlan } = await import('@subuser/migrate');
      const { withAccounts } = await import('./accounts.ts');
      const { readPlan } = await import('./plan-files.ts');
      const plan = await readPlan(file, context.terminal);
      const sides = { from: plan.source.profile, to: plan.target.profile };
      await withAccounts(context, sides, async ({ inventories }) => {
        const verification = verifyPlan({ plan, ...(await inventories()) });
        const rows = verificationRows(verification);
        await context.show(verificationView(verification, rows, { asCsv: csv === true }));
        if (!verification.isClean) context.exit.code = exitCode.differs;
      });
    });
}
