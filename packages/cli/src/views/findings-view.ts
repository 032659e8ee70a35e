import { print } from '../terminal/terminal.ts';
import type { View } from './view.ts';

/** What `doctor` found out about one aspect of a profile. */
export interface Finding {
  profile: string;
  check: 'configuration' | 'proxy' | 'address' | 'credentials' | 'rights' | 'clock';
  ok: boolean;
  /** It works, but should be fixed. */
  warning?: true;
  /** What is wrong, and how to fix it. */
  says: string;
}

const mark = ({ ok, warning }: Finding): string => (warning ? '!' : ok ? '✓' : '✗');

export function findingsView(findings: readonly Finding[]): View {
  return {
    objects: findings,
    show(terminal) {
      for (const finding of findings)
        print(terminal, `${mark(finding)} ${finding.profile} ${finding.check}: ${finding.says}`);
    },
  };
}
