import { getBorderCharacters, table } from 'table';
import type { Claim } from './exercise.ts';
import type { Outcome } from './provision-tenants.ts';

/** Text from outside as it is safe to show: characters that a terminal would act on or hide are escaped. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    character === '\n' ? '⏎' : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

function nameOf({ tenant, name }: Outcome): string {
  const company = tenant.company === '' ? '(no name)' : visible(tenant.company);
  return name === null || name === tenant.company ? company : `${company}\n→ ${name}`;
}

function resultOf({ created, refusal }: Outcome): string {
  if (created) return created.subUser.status === 'active' ? 'created' : `created, ${created.subUser.status}`;
  const rules = refusal?.detail.fields?.map(({ field, rule }) => `${field}: ${rule}`);
  return `REFUSED (${refusal?.code})\n${rules?.join('\n') ?? refusal?.message}`;
}

/** One row a tenant, in the order of the file. */
export function outcomeTable(outcomes: readonly Outcome[], columns: number): string {
  const rows = outcomes.map((outcome) => [
    outcome.tenant.reference,
    nameOf(outcome),
    resultOf(outcome),
    outcome.notHeld.join(', ') || '–',
  ]);
  // The width that the borders, the padding and the two narrow columns leave: 45 of 80.
  const room = Math.max(40, columns - 35);
  return table([['reference', 'tenant → name', 'result', 'cannot hold'], ...rows], {
    border: getBorderCharacters('norc'),
    columnDefault: { wrapWord: true },
    columns: {
      0: { width: 9 },
      1: { width: Math.floor(room / 2) },
      2: { width: Math.ceil(room / 2) },
      3: { width: 13 },
    },
    drawHorizontalLine: (line, count) => line < 2 || line === count,
  });
}

export function claimLines(claims: readonly Claim[]): string {
  return claims.map(({ says, isTrue }) => `  ${isTrue ? '✓' : '✗ NOT TRUE:'} ${says}\n`).join('');
}
