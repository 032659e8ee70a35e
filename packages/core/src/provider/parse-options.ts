import type * as z from 'zod';
import { type BrokenRule, SubUserError } from '../model/sub-user-error.ts';
import { inOurWords } from './in-our-words.ts';

/** The broken rules of a zod error: paths and rules, never values. Parse with `inOurWords`. */
export function brokenRules(error: z.ZodError): BrokenRule[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ field: [...path, key].join('.'), rule: 'is not a known field' }));
    return [{ field: path.join('.') || 'input', rule: issue.message }];
  });
}

/**
 * Checks the options of an adapter. Throws `invalid-argument` that names each invalid field and, where there is one, the
 * environment variable that conventionally contains it; never the value.
 */
export function parseOptions<S extends z.ZodType>(
  schema: S,
  options: unknown,
  context: { carrier: string; environment?: Readonly<Record<string, string>> },
): z.output<S> {
  const parsed = schema.safeParse(options, inOurWords);
  if (parsed.success) return parsed.data;
  const rules = brokenRules(parsed.error).map(({ field, rule }) => {
    const variable = context.environment?.[field];
    return { field, rule: variable === undefined ? rule : `${rule} (usually set from ${variable})` };
  });
  throw SubUserError.refusal(rules, {
    carrier: context.carrier,
    operation: 'configure',
    document: `${context.carrier} configuration`,
  });
}
