import { type BrokenRule, SubUserError } from '@subuser/core';
import { brokenRules, inOurWords } from '@subuser/core/provider';
import { canonicalPieces, digestOf, isCanonicalJson } from './canonical-json.ts';
import { doubledKeys } from './doubled-keys.ts';
import { headSchema, type Plan, planSchema, type PlanStep, stepNamesSchema, stepSchema } from './plan.ts';
import { PlanText } from './plan-text.ts';

const makeAgain = 'make the plan again';

function invalid(field: string, rule: string): SubUserError {
  return SubUserError.refusal([{ field, rule }], { operation: 'parsePlan', document: 'plan' });
}

function refusal(faults: readonly BrokenRule[]): SubUserError {
  const rules = faults.map(({ field, rule }) => ({ field, rule: `${rule}; ${makeAgain}` }));
  return SubUserError.refusal(rules, { operation: 'parsePlan', document: 'plan' });
}

/** The text of `serialisePlan` in pieces: a plan for a million sub-users is longer than a string can be. */
export function* planPieces(plan: Plan): Generator<string, void, undefined> {
  yield* canonicalPieces(plan, 2);
  yield '\n';
}

/** The plan as a file: indented JSON, keys in one order, a line feed at the end. Equal plans have equal bytes. */
export function serialisePlan(plan: Plan): string {
  return [...planPieces(plan)].join('');
}

/** Reads a plan whose text arrives in pieces. */
class PlanReader {
  readonly #steps: PlanStep[] = [];
  readonly #faults: BrokenRule[] = [];
  #read = 0;
  readonly #text = new PlanText((step) => this.#addStep(step));

  add(piece: string): void {
    this.#text.add(piece);
  }

  #addStep(step: unknown): void {
    const parsed = stepSchema.safeParse(step);
    if (parsed.success) this.#steps.push(parsed.data);
    else this.#faults.push(...faultsOf({ [`steps.${this.#read}`]: step }));
    this.#read += 1;
  }

  end(): Plan {
    const value = this.#parseRest();
    const head = headSchema.safeParse(value);
    if (!head.success) throw invalid('format', `must be “subuser-plan”; ${makeAgain}`);
    const { version, steps } = head.data;
    if (version > 1)
      throw invalid(
        'version',
        `is ${version}, from a newer subuser, and this one reads version 1; update subuser, or ${makeAgain}`,
      );
    // Steps in another layout than that of `serialisePlan`.
    if (Array.isArray(steps)) for (const step of steps) this.#addStep(step);
    const parsed = planSchema.safeParse(Array.isArray(steps) ? { ...head.data, steps: [] } : value, inOurWords);
    const faults = [...(parsed.success ? [] : brokenRules(parsed.error)), ...this.#faults];
    if (!parsed.success || faults.length > 0) throw refusal(faults);
    const { digest, ...content } = { ...parsed.data, steps: this.#steps };
    if (digestOf(content) !== digest)
      throw invalid(
        'digest',
        `does not match: the plan was edited after it was made; change the mapping and ${makeAgain}`,
      );
    return { ...content, digest };
  }

  #parseRest(): unknown {
    const rest = this.#text.end();
    let value: unknown;
    try {
      value = JSON.parse(rest);
    } catch (error) {
      throw invalid('file', `is not JSON${this.#lineOf(error, rest)}; ${makeAgain}`);
    }
    // A text as it was written has no key twice, and need not be searched.
    if (isCanonicalJson(rest.trimEnd(), value, 2)) return value;
    const doubled = doubledKeys(rest, (position) => this.#text.lineAt(rest, position));
    if (doubled.length === 0) return value;
    throw refusal(doubled);
  }

  /** The line of the syntax error, if the engine reports it; never the text there. */
  #lineOf(error: unknown, rest: string): string {
    const { message } = error as SyntaxError;
    const position = message.includes('end of JSON') ? rest.length : /position (\d+)/u.exec(message)?.[1];
    return position === undefined ? '' : ` (line ${this.#text.lineAt(rest, Number(position))})`;
  }
}

function faultsOf(named: Record<string, unknown>): BrokenRule[] {
  const parsed = stepNamesSchema.safeParse(named, inOurWords);
  return parsed.success ? [] : brokenRules(parsed.error);
}

/**
 * Reads a plan that `serialisePlan` wrote.
 *
 * @throws SubUserError `invalid-argument` for anything that is not a plan, a plan of a newer version, and one that was edited or cut
 */
export function parsePlan(text: string): Plan {
  const reader = new PlanReader();
  reader.add(text);
  return reader.end();
}

/** `parsePlan` for a text that arrives in pieces, as from a file. Rejects with what `pieces` rejects with, too. */
export async function parsePlanPieces(pieces: AsyncIterable<string> | Iterable<string>): Promise<Plan> {
  const reader = new PlanReader();
  for await (const piece of pieces) reader.add(piece);
  return reader.end();
}
