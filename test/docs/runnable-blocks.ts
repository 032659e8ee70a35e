/** A fenced block that a reader could follow: commands with what they print, or a file to write. */
export interface RunnableBlock {
  /** The range of its body in the text. */
  from: number;
  to: number;
  body: string;
  /** What happens while a block of commands runs, from the comment `<!-- scene: … -->` before it. */
  scene?: string;
  /** The name of a block that is a file: of `json plan.json`, `plan.json`. */
  file?: string;
}

const fence = /(?:<!-- scene: ([^\n]+?) -->\n+)?^```(console|jsonc? \S+\.json)\n([\s\S]*?)^```$/gmu;

/** The blocks of a document that are run, or written to files, in their order. */
export function runnableBlocks(markdown: string): RunnableBlock[] {
  return Array.from(markdown.matchAll(fence), ({ index, 0: all, 1: scene, 2: info = '', 3: body = '' }) => {
    const from = index + all.length - '```'.length - body.length;
    const file = info === 'console' ? undefined : info.split(' ')[1];
    return { from, to: from + body.length, body, ...(scene && { scene }), ...(file && { file }) };
  });
}

/** The commands of a console block, without their output. */
export function commandsOf(body: string): string[] {
  return body.split('\n').flatMap((line) => (line.startsWith('$ ') ? [line.slice(2)] : []));
}

/** Replaces what differs on every run, digests and times. The rest is compared to the letter. */
export function steady(output: string): string {
  return output
    .replaceAll(/\b[0-9a-f]{64}\b/gu, '<digest>')
    .replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/gu, '<time>');
}

/** The document with other bodies in its blocks. */
export function withBodies(markdown: string, blocks: readonly RunnableBlock[], bodies: readonly string[]): string {
  let text = '';
  let end = 0;
  for (const [index, { from, to, body }] of blocks.entries()) {
    text += markdown.slice(end, from) + (bodies[index] ?? body);
    end = to;
  }
  return text + markdown.slice(end);
}
