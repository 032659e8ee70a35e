import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runProgram } from 'subuser';

async function helpOf(path: readonly string[]): Promise<string> {
  const output = new PassThrough();
  const help = text(output);
  await runProgram({
    arguments: [...path, '--help'],
    environment: {},
    directory: '/',
    input: new PassThrough(),
    output,
    messages: new PassThrough(),
    onInterrupt: () => () => undefined,
  });
  output.end();
  return await help;
}

/** The names under “Commands:”; `help` is in every group and says the same. */
function commandsIn(help: string): string[] {
  const [, list = ''] = help.split('\nCommands:\n');
  return Array.from(list.matchAll(/^ {2}(\w+)/gmu), ([, name = '']) => name).filter((name) => name !== 'help');
}

export interface CommandHelp {
  /** As it is called, `subuser migrate plan`. */
  name: string;
  help: string;
}

/** What `--help` prints, command by command, groups before what is in them. */
export async function commandHelps(path: readonly string[] = []): Promise<CommandHelp[]> {
  const help = await helpOf(path);
  const below: CommandHelp[] = [];
  for (const name of commandsIn(help)) below.push(...(await commandHelps([...path, name])));
  return [{ name: ['subuser', ...path].join(' '), help: help.trimEnd() }, ...below];
}

const block = /(<!-- help:begin -->\n)[\s\S]*?(<!-- help:end -->)/u;

/** The document with every command's help between its two markers. */
export async function withHelps(markdown: string): Promise<string> {
  if (!block.test(markdown)) throw new Error('docs/command.md lacks <!-- help:begin --> or <!-- help:end -->');
  const sections = (await commandHelps()).map(({ name, help }) => `### ${name}\n\n\`\`\`text\n${help}\n\`\`\`\n`);
  return markdown.replace(block, (_all, begin: string, end: string) => `${begin}\n${sections.join('\n')}\n${end}`);
}
