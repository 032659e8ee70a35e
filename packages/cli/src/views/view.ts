import { printJson, say, type Terminal } from '../terminal/terminal.ts';

/** The result of a command in its two forms. */
export interface View {
  /** For `--json`: one a line. */
  objects: Iterable<object> | AsyncIterable<object>;
  /** For people; absent if the notes contain everything. */
  show?: (terminal: Terminal) => Promise<void> | void;
  /** Lines for stderr, in both forms. */
  notes?: readonly string[];
}

/** Decides between the two forms. */
export async function render(
  terminal: Terminal,
  { objects, show, notes = [] }: View,
  asJson: boolean,
  writeJson: typeof printJson = printJson,
): Promise<void> {
  if (!asJson) await show?.(terminal);
  else for await (const object of objects) writeJson(terminal, object);
  if (notes.length > 0) say(terminal, notes);
}
