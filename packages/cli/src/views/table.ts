/** Text from a carrier as it is safe to show: characters that a terminal would act on or hide are escaped. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    character === '\n' ? '⏎' : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** Rows under a heading, each column as wide as its widest cell. */
export async function formatTable(rows: readonly (readonly string[])[]): Promise<string> {
  const { default: widthOf } = await import('fast-string-width');
  const cells = rows.map((row) => row.map(visible));
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? '')))) ?? [];
  const rule = (left: string, join: string, right: string): string =>
    left + widths.map((width) => '─'.repeat(width + 2)).join(join) + right;
  const lineOf = (row: readonly string[]): string =>
    `│${row.map((cell, column) => ` ${cell}${' '.repeat((widths[column] ?? 0) - widthOf(cell))} `).join('│')}│`;
  const [heading = '', ...lines] = cells.map(lineOf);
  return [rule('┌', '┬', '┐'), heading, rule('├', '┼', '┤'), ...lines, rule('└', '┴', '┘')].join('\n');
}
