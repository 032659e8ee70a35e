import type { Argument, Command, Option } from 'commander';

/** A command line that is being typed. */
export interface TypedLine {
  command: Command;
  /** What the word under the cursor is, as far as it is typed. */
  current: string;
  /** The option whose value it is. */
  option?: Option;
  /** The argument that it is. */
  argument?: Argument;
  /** The values of the options before it, by their long names. */
  values: ReadonlyMap<string, string>;
}

/** `--profile=old` is two words; so it is for bash, which has a word `=` between them. */
function wordsOf(typed: readonly string[]): string[] {
  return typed.flatMap((word, index) => {
    const [, name, value = ''] = /^(--[^=]+)=(.*)$/su.exec(word) ?? [];
    if (name !== undefined) return [name, value];
    const isAfterName = typed[index - 1]?.startsWith('--') === true;
    return word === '=' && isAfterName ? (index === typed.length - 1 ? [''] : []) : [word];
  });
}

function optionOf(command: Command, word: string): Option | undefined {
  for (let each: Command | null = command; each !== null; each = each.parent) {
    const found = each.options.find(({ long, short }) => word === long || word === short);
    if (found) return found;
  }
  return undefined;
}

/** The last word is the one under the cursor. */
export function readTyped(program: Command, typed: readonly string[]): TypedLine {
  const words = wordsOf(typed);
  const current = words.pop() ?? '';
  const values = new Map<string, string>();
  let command = program;
  let option: Option | undefined;
  let position = 0;
  for (const word of words) {
    if (option !== undefined) {
      values.set(option.long ?? '', word);
      option = undefined;
    } else if (word.startsWith('-')) {
      const found = optionOf(command, word);
      if (found?.required) option = found;
    } else {
      const child = command.commands.find((each) => each.name() === word);
      if (child) command = child;
      else position += 1;
    }
  }
  const argument = command.registeredArguments[position];
  return { command, current, values, ...(option && { option }), ...(argument && { argument }) };
}
