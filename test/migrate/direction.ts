import { checkName } from '@subuser/core';
import type { Control } from '@subuser/emulator';
import { carriers, showcase } from '../carriers/all.ts';
import type { CarrierUnderTest } from '../carriers/carrier-under-test.ts';
import { openProfiles, type ProfileSession } from '../support/profile-session.ts';

/** The profile `old` is an account of the source, `new` one of the target. */
export type Session = ProfileSession<'old' | 'new'>;

/** From an account of one carrier to an account of another, or of the same one. */
export interface Direction {
  readonly title: string;
  readonly from: CarrierUnderTest;
  readonly to: CarrierUnderTest;
}

export function directionOf(from: CarrierUnderTest, to: CarrierUnderTest): Direction {
  return { title: `${from.label} → ${from === to ? 'another account of it' : to.label}`, from, to };
}

/** From every carrier to every other, and one within a carrier. */
export const directions: readonly Direction[] = [
  ...carriers.flatMap((from) => carriers.filter((to) => to !== from).map((to) => directionOf(from, to))),
  directionOf(showcase.source, showcase.source),
];

/** Each carrier once as a source and once as a target. */
export const ring: readonly Direction[] = carriers.map((from, place) =>
  directionOf(from, carriers[(place + 1) % carriers.length] ?? from),
);

export const there: Direction = directionOf(showcase.source, showcase.target);
export const back: Direction = directionOf(showcase.target, showcase.source);

export function openSession({ from, to }: Direction): Promise<Session> {
  return openProfiles({ old: from, new: to });
}

export const sourceOf = ({ accounts }: Session): Control => accounts.old.control;
export const targetOf = ({ accounts }: Session): Control => accounts.new.control;

/** What a person decides about a migration. */
export interface Decisions {
  readonly grants: Readonly<Record<string, readonly string[]>>;
  readonly inheritedGrants?: readonly string[];
  readonly disabled?: 'activate';
}

/** Few grants become one each; with more, one includes another entry, one becomes several, and the last is dropped. */
export function decisionsFor({ from, to }: Direction): Decisions {
  const { given } = from.migration;
  const [first, second] = to.migration.received;
  const many = [[`=${given[2]}`], [first, second], [first], []];
  const few = given.map((_, place) => [place % 2 === 0 ? first : second]);
  const chosen = given.length < many.length ? few : many;
  const isLost = (field: 'enabled'): boolean =>
    from.traits.fields[field].access !== 'absent' && to.traits.fields[field].access === 'absent';
  return {
    grants: Object.fromEntries(given.map((grant, place) => [grant, chosen[place] ?? [first]])),
    ...(from.traits.grants.omitted === 'inherits' &&
      to.traits.grants.omitted !== 'inherits' && { inheritedGrants: [to.migration.inherited] }),
    ...(isLost('enabled') && { disabled: 'activate' as const }),
  };
}

/** How many of 300 seeded sub-users lose a field by these decisions, for each field that any loses. */
export function expectedLosses(direction: Direction): Record<string, number> {
  const { from, to } = direction;
  const { seeded, given } = from.migration;
  const count = 300;
  const isAbsent = (field: 'email' | 'phone' | 'enabled'): boolean => to.traits.fields[field].access === 'absent';
  const last = from === to ? undefined : decisionsFor(direction).grants[given.at(-1) ?? ''];
  const losses = {
    kind: from.traits.kind === to.traits.kind ? 0 : count,
    name: checkName(seeded.name, to.traits.name).length > 0 ? count : 0,
    email: isAbsent('email') ? seeded.email : 0,
    phone: isAbsent('phone') ? seeded.phone : 0,
    enabled: isAbsent('enabled') ? seeded.disabled : 0,
    status: seeded.blocked,
    grants: last?.length === 0 ? seeded.lastGrant : 0,
  };
  return Object.fromEntries(Object.entries(losses).filter(([, lost]) => lost > 0));
}

/** The starter mapping as a person fills it in. Throws if it does not ask for a decision. */
export function decide(direction: Direction, starter: string): string {
  // Within one carrier nothing is left to decide.
  if (direction.from === direction.to) return starter;
  const { grants, inheritedGrants, disabled } = decisionsFor(direction);
  let text = starter;
  const answer = (question: RegExp, chosen: string): void => {
    if (!question.test(text)) throw new Error(`the starter mapping does not ask ${String(question)}`);
    text = text.replace(question, () => chosen);
  };
  for (const [place, [grant, chosen]] of Object.entries(grants).entries()) {
    const end = place === Object.keys(grants).length - 1 ? '' : ',';
    answer(new RegExp(`(?:// )?"${grant}": \\[[^\\]]*\\],?`, 'u'), `"${grant}": ${JSON.stringify(chosen)}${end}`);
  }
  if (inheritedGrants) answer(/"inheritedGrants": null/u, `"inheritedGrants": ${JSON.stringify(inheritedGrants)}`);
  if (disabled) answer(/"disabled": "keep"/u, `"disabled": "${disabled}"`);
  return text;
}
