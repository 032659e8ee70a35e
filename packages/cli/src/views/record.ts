import { visible } from '../terminal/printable.ts';

/** Values narrower than this are not readable; the line is then wider than the screen. */
const leastWidth = 10;

/** One thing, a line for each of its fields, wrapped where it is wider than the screen. Nothing is cut. */
export async function recordLines(
  fields: readonly (readonly [name: string, value: string])[],
  width: number,
): Promise<string[]> {
  const [{ default: screenWidth }, { wrapAnsi }] = await Promise.all([
    import('fast-string-width'),
    import('fast-wrap-ansi'),
  ]);
  const indent = fields.reduce((widest, [name]) => Math.max(widest, screenWidth(name)), 0) + 2;
  const room = Math.max(leastWidth, width - indent);
  return fields.flatMap(([name, value]) => {
    const text = visible(value);
    const lines = screenWidth(text) <= room ? [text] : wrapAnsi(text, room, { hard: true }).split('\n');
    return lines.map((line, index) => {
      const label = index === 0 ? name : '';
      return `${label}${' '.repeat(indent - screenWidth(label))}${line}`.trimEnd();
    });
  });
}
