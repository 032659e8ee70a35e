import { brokenRules, SubUserError } from '@subuser/core';
import { canonicalJson, digestOf } from './canonical-json.ts';
import type { Plan } from './plan.ts';
import { headSchema, planSchema } from './plan-schema.ts';

const makeAgain = 'make the plan again';

function refused(field: string, rule: string): SubUserError {
  return SubUserError.refusal('The plan is', [{ field, rule }], { carrier: 'any', operation: 'parsePlan' });
}

/** The plan as a file: indented JSON, keys in one order, a line feed at the end. Equal plans have equal bytes. */
export function serialisePlan(plan: Plan): string {
  return `${canonicalJson(plan, 2)}\n`;
}

/** Where JSON ends to be JSON, as far as the engine tells; never what stands there. */
function lineOf(error: unknown, text: string): string {
  const { message } = error as SyntaxError;
  const position = message.includes('end of JSON') ? text.length : /position (\d+)/u.exec(message)?.[1];
  return position === undefined ? '' : ` (line ${text.slice(0, Number(position)).split('\n').length})`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refused('plan', `is no JSON${lineOf(error, text)}; ${makeAgain}`);
  }
}

/**
 * Reads a plan that `serialisePlan` wrote.
 *
 * @throws SubUserError `invalid-argument` for what is no plan, a plan of a newer version, and one that was edited or cut
 */
export function parsePlan(text: string): Plan {
  const value = parseJson(text);
  const head = headSchema.safeParse(value);
  if (!head.success) throw refused('format', `is no plan of subuser; ${makeAgain}`);
  const { version } = head.data;
  if (version > 1)
    throw refused(
      'version',
      `is ${version}: made by a newer subuser; this one reads version 1; update it, or ${makeAgain}`,
    );
  const parsed = planSchema.safeParse(value);
  if (!parsed.success) {
    const rules = brokenRules(parsed.error).map(({ field, rule }) => ({ field, rule: `${rule}; ${makeAgain}` }));
    throw SubUserError.refusal('The plan is', rules, { carrier: 'any', operation: 'parsePlan' });
  }
  const { digest, ...content } = parsed.data;
  if (digestOf(content) !== digest)
    throw refused('digest', `does not fit: the plan was edited after it was made; change the mapping and ${makeAgain}`);
  return parsed.data;
}
