import type { SubUser } from '@subuser/core';

/** Text from a carrier as it is safe to show: what a terminal would act on or hide is written out. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    character === '\n' ? '⏎' : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** Rows under a heading, each column as wide as its widest cell. */
export async function formatTable(rows: readonly (readonly string[])[]): Promise<string> {
  const { getBorderCharacters, table } = await import('table');
  return table(
    rows.map((row) => row.map(visible)),
    {
      border: getBorderCharacters('norc'),
      drawHorizontalLine: (line, count) => line < 2 || line === count,
    },
  ).trimEnd();
}

export function subUserTable(subUsers: readonly SubUser[]): Promise<string> {
  const rows = subUsers.map(({ id, name, status, email, grants, reference }) => [
    id,
    name,
    status,
    email ?? '',
    grants === null ? '(inherits)' : (grants ?? []).join(', '),
    reference ?? '',
  ]);
  return formatTable([['id', 'name', 'status', 'email', 'grants', 'reference'], ...rows]);
}
