import type { Control } from '@subuser/emulator';
import type { Session } from '../cli/session.ts';

/** An emulator as these tests know it, whichever carrier it plays. */
export type Account = Control;

/** From one account of a session to another, and what a person decides in the starter mapping. */
export interface Direction {
  title: string;
  from: string;
  to: string;
  source: (session: Session) => Account;
  target: (session: Session) => Account;
  /** What replaces what in the text of `migrate init`. */
  decisions: readonly (readonly [string | RegExp, string])[];
}

export const directions: readonly Direction[] = [
  {
    title: 'Vobiz → Voximplant',
    from: 'old',
    to: 'new',
    source: ({ vobiz }) => vobiz.control,
    target: ({ voximplant }) => voximplant.control,
    decisions: [
      [/\/\/ "calls": \[\]/u, '"calls": ["Supervisor"]'],
      [/\/\/ "cdr": \[\],/u, '"cdr": ["Accountant"]'],
      ['"inheritedGrants": null', '"inheritedGrants": ["Support"]'],
      ['"disabled": "keep"', '"disabled": "activate"'],
    ],
  },
  {
    title: 'Voximplant → Vobiz',
    from: 'new',
    to: 'old',
    source: ({ voximplant }) => voximplant.control,
    target: ({ vobiz }) => vobiz.control,
    decisions: [
      [/\/\/ "CallListManager": \[\]/u, '"CallListManager": ["=Supervisor"]'],
      [/\/\/ "Developer": \[\]/u, '"Developer": ["calls", "cdr"]'],
      [/\/\/ "Supervisor": \[\]/u, '"Supervisor": ["calls"]'],
      [/\/\/ "Support": \[\],/u, '"Support": []'],
    ],
  },
  {
    title: 'Vobiz → another Vobiz account',
    from: 'old',
    to: 'other',
    source: ({ vobiz }) => vobiz.control,
    target: ({ otherVobiz }) => otherVobiz.control,
    // Within one carrier nothing is left to decide.
    decisions: [],
  },
];

/** The starter mapping as a person fills it in. Throws where it does not ask what these tests decide. */
export function decide({ decisions }: Direction, starter: string): string {
  let text = starter;
  for (const [question, answer] of decisions) {
    const next = text.replace(question, answer);
    if (next === text) throw new Error(`the starter mapping does not ask ${String(question)}`);
    text = next;
  }
  return text;
}
