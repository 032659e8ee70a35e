import { visible } from '../terminal/printable.ts';

/** Values narrower than this are not readable; the line is then wider than the screen. */
const leastWidth = 10;

/** One thing, a line for each of its fields, wrapped where it is wider than the screen. Nothing is cut. */
export async function recordLines(
  fields: readonly (readonly [name: string, value: string])[],
  width: number,
): Promise<string[]> {
  const { screenWidth, wrapped } = await import('./text-layout.ts');
  const indent = fields.reduce((widest, [name]) => Math.max(widest, screenWidth(name)), 0) + 2;
  return fields.flatMap(([name, value]) => {
    // A mark, which has no name.
    if (name === '') return [visible(value)];
    return wrapped(visible(value), Math.max(leastWidth, width - indent)).map((line, index) => {
      const label = index === 0 ? name : '';
      return `${label}${' '.repeat(indent - screenWidth(label))}${line}`;
    });
  });
}
