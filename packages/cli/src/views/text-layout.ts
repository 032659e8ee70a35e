import fastStringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';

/** In columns of the screen. */
export function screenWidth(text: string): number {
  return fastStringWidth(text);
}

/** The text in lines of at most this width, between words where possible. */
export function wrapped(text: string, width: number): string[] {
  return screenWidth(text) <= width ? [text] : wrapAnsi(text, width, { hard: true }).split('\n');
}

/** The beginning of a text that is too long. */
export function cut(text: string, width: number): string {
  if (screenWidth(text) <= width) return text;
  const [start = ''] = wrapAnsi(text, width - 1, { hard: true, wordWrap: false }).split('\n');
  return `${start}…`;
}
