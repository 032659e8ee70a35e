import type { Command } from 'commander';
import { type Context, describedCommand } from '../context.ts';
import { parseCount, parseRate } from '../parse-number.ts';
import { recipientOption } from '../shared-options.ts';
import type { ApplyFlags } from './apply-file.ts';

export function applyCommand(context: Context): Command {
  return describedCommand(
    'apply',
    'carry out a plan; after any stop the same command continues',
    'migrate apply plan.json --seal credentials.jwe --recipient keys/public.jwk.json',
  )
    .argument('<plan.json>')
    .requiredOption('--seal <file>', 'append the new credentials to this file, encrypted')
    .requiredOption(...recipientOption)
    .option('--journal <file>', 'default: beside the plan')
    .option('--concurrency <count>', 'requests at once', parseCount, 16)
    .option('--rate <per second>', 'at most so many requests a second to the target', parseRate)
    .option('--retry-failed', 'try failed steps again')
    .option('--json', 'the result as one object')
    .action(async (file: string, flags: ApplyFlags) => {
      const { applyFile } = await import('./apply-file.ts');
      await applyFile(context, file, flags);
    });
}
