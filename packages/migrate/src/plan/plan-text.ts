import { canonicalPart } from './canonical-json.ts';

const [beginning, next, ending] = ['\n  "steps": [', ',\n    {', '\n  ]'];
const [stepBegin, stepEnd] = ['\n    {', '\n    }'];
const margin = ending.length - 1;
/** Length of the longest marker, which two pieces may share. */
const longest = beginning.length + stepBegin.length;

function lineFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/**
 * Takes the steps out of the text of a plan while it is read, since a large plan is longer than a string can be. It relies
 * on the layout of `serialisePlan`; anything in another layout stays in the rest.
 */
export class PlanText {
  /** Everything but the steps that were taken out. */
  readonly #rest: string[] = [];
  readonly #onStep: (step: unknown) => void;
  #state: 'before' | 'within' | 'after' = 'before';
  #unread = '';
  /** Where in the rest the steps were, and how many lines they had. */
  #taken = { at: 0, lines: 0 };

  constructor(onStep: (step: unknown) => void) {
    this.#onStep = onStep;
  }

  add(piece: string): void {
    this.#unread += piece;
    if (this.#state === 'before') this.#findSteps();
    if (this.#state === 'within') this.#takeSteps();
    if (this.#state === 'after') this.#leave(this.#unread.length);
  }

  /** Returns the text without the steps. */
  end(): string {
    this.#leave(this.#unread.length);
    return this.#rest.join('');
  }

  /** The line of the plan's text, counted from 1, at a position of the rest. */
  lineAt(rest: string, position: number): number {
    return 1 + lineFeeds(rest.slice(0, position)) + (position > this.#taken.at ? this.#taken.lines : 0);
  }

  #leave(length: number): void {
    this.#rest.push(this.#unread.slice(0, length));
    this.#unread = this.#unread.slice(length);
  }

  #findSteps(): void {
    const at = this.#unread.indexOf(beginning + stepBegin);
    if (at === -1) return this.#leave(Math.max(0, this.#unread.length - longest));
    this.#leave(at + beginning.length);
    this.#taken.at = this.#rest.reduce((sum, { length }) => sum + length, 0);
    this.#state = 'within';
  }

  #takeSteps(): void {
    let from = 0;
    while (this.#state === 'within') {
      const end = this.#unread.indexOf(stepEnd, from) + stepEnd.length;
      // What follows the step must have arrived.
      if (end < stepEnd.length || end + next.length > this.#unread.length) break;
      const isLast = this.#unread.startsWith(ending, end);
      const step = this.#unread.slice(from, end);
      if ((isLast || this.#unread.startsWith(next, end)) && this.#take(step)) from = end + (isLast ? margin : 1);
      else this.#state = 'after';
      if (isLast) this.#state = 'after';
      // The list is now empty, and closes on the line on which it opens.
      if (from === end + margin) this.#taken.lines += 1;
    }
    this.#unread = this.#unread.slice(from);
  }

  /** A step in another layout, or one that is not JSON, stays in the rest: whoever parses that reports what is wrong. */
  #take(text: string): boolean {
    let step: unknown;
    try {
      step = JSON.parse(text);
    } catch {
      return false;
    }
    if (text !== `\n    ${canonicalPart(step, 2, 2)}`) return false;
    this.#taken.lines += lineFeeds(text);
    this.#onStep(step);
    return true;
  }
}
