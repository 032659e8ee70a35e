import type { Command } from 'commander';
import { type Context, describedCommand } from './context.ts';
import { exitCode } from './exit-code.ts';
import { print } from '../terminal/terminal.ts';
import type { Finding } from './examine-profile.ts';

const mark = ({ ok, warning }: Finding): string => (warning ? '!' : ok ? '✓' : '✗');

export function doctorCommand(context: Context): Command {
  const { terminal } = context;
  return describedCommand('doctor', 'configuration, address, credentials, rights and clock of every profile', 'doctor')
    .option('--json', 'one object a finding')
    .action(async (options: { json?: true }, command: Command) => {
      const { examineProfile } = await import('./examine-profile.ts');
      const file = await context.config(command);
      const findings: Finding[] = [];
      for (const profile of Object.keys(file.config.profiles))
        findings.push(...(await examineProfile(file, profile, terminal)));
      for (const finding of findings) {
        const { profile, check, says } = finding;
        print(terminal, options.json ? JSON.stringify(finding) : `${mark(finding)} ${profile} ${check}: ${says}`);
      }
      if (findings.some(({ ok }) => !ok)) context.exit.code = exitCode.error;
    });
}
