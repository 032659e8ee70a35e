/** A fenced block that a reader could follow: commands with what they print, or a file to write. */
export interface ToldBlock {
  /** The range of its body in the text. */
  from: number;
  to: number;
  body: string;
  /** Of a block of commands: what goes on meanwhile, by the comment `<!-- scene: … -->` before it. */
  scene?: string;
  /** Of a block that is a file, `json plan.json`: its name. */
  file?: string;
}

const fence = /(?:<!-- scene: ([^\n]+?) -->\n+)?^```(console|jsonc? \S+\.json)\n([\s\S]*?)^```$/gmu;

/** The blocks of a document that are run, or written to files, in their order. */
export function toldBlocks(markdown: string): ToldBlock[] {
  return Array.from(markdown.matchAll(fence), ({ index, 0: all, 1: scene, 2: info = '', 3: body = '' }) => {
    const from = index + all.length - '```'.length - body.length;
    const file = info === 'console' ? undefined : info.split(' ')[1];
    return { from, to: from + body.length, body, ...(scene && { scene }), ...(file && { file }) };
  });
}

/** The commands of a console block, without what they print. */
export function commandsOf(body: string): string[] {
  return body.split('\n').flatMap((line) => (line.startsWith('$ ') ? [line.slice(2)] : []));
}

/** What is another on every run: digests and times. All the rest is compared to the letter. */
export function steady(output: string): string {
  return output
    .replaceAll(/\b[0-9a-f]{64}\b/gu, '<digest>')
    .replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/gu, '<time>');
}

/** The document with other bodies in its blocks. */
export function withBodies(markdown: string, blocks: readonly ToldBlock[], bodies: readonly string[]): string {
  let text = '';
  let end = 0;
  for (const [index, { from, to, body }] of blocks.entries()) {
    text += markdown.slice(end, from) + (bodies[index] ?? body);
    end = to;
  }
  return text + markdown.slice(end);
}
