import { print, say, type Terminal } from '../terminal/terminal.ts';

/** The result of a command in its two forms. */
export interface View {
  /** For `--json`: one a line. */
  objects: Iterable<object> | AsyncIterable<object>;
  /** For people; absent if the notes contain everything. */
  show?: (terminal: Terminal) => Promise<void> | void;
  /** Lines for stderr, in both forms. */
  notes?: readonly string[];
}

/** Decides between the two forms; `write` receives the objects. */
export async function render(
  terminal: Terminal,
  { objects, show, notes = [] }: View,
  asJson: boolean,
  write: typeof print = print,
): Promise<void> {
  if (!asJson) await show?.(terminal);
  else for await (const object of objects) write(terminal, JSON.stringify(object));
  for (const note of notes) say(terminal, note);
}
