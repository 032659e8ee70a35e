import type { Command } from 'commander';
import { type Finding, findingsView } from '../../views/findings-view.ts';
import { type Context, describedCommand } from '../context.ts';
import { exitCode } from '../exit-code.ts';

export function doctorCommand(context: Context): Command {
  return describedCommand(
    'doctor',
    'check configuration, address, credentials, rights and clock of every profile',
    'doctor',
  )
    .option('--json', 'one object a finding')
    .action(async () => {
      const { examineProfile } = await import('./examine-profile.ts');
      const file = await context.config();
      const findings: Finding[] = [];
      for (const profile of Object.keys(file.config.profiles))
        findings.push(...(await examineProfile(file, profile, context.terminal)));
      await context.show(findingsView(findings));
      if (findings.some(({ ok }) => !ok)) context.exit.code = exitCode.error;
    });
}
