import { type BrokenRule, type NewSubUser, SubUserError, type SubUsers } from '@subuser/core';
import { brokenRules, inOurWords, secretPaths } from '@subuser/core/provider';
import * as z from 'zod';

/** Text stays text; anything else is written as in JSON. The schema judges the result. */
function valueOf(text: string, schema: z.core.JSONSchema._JSONSchema | undefined): unknown {
  if (typeof schema === 'object' && schema.type === 'string') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/**
 * The carrier's own options of a create from `--option name=value`, as its schema types them. Throws `invalid-argument` for
 * those that it does not take, and for a secret, which the list of processes and the shell's history would show.
 */
function readOptions({ carrier, carrierOptions }: SubUsers, pairs: ReadonlyMap<string, string>): object {
  const detail = { carrier, operation: 'create' };
  if (carrierOptions === undefined) {
    const none = { field: 'carrierOptions', rule: 'this carrier has none', unsupported: true };
    throw SubUserError.refusal([none], detail);
  }
  const { properties = {} } = z.toJSONSchema(carrierOptions, { io: 'input', unrepresentable: 'any' });
  const options = Object.fromEntries([...pairs].map(([name, text]) => [name, valueOf(text, properties[name])]));
  const secrets = secretPaths(carrierOptions);
  const known = Object.keys(properties).filter((name) => !secrets.includes(name));
  const { error } = carrierOptions.safeParse(options, inOurWords);
  const broken = (error === undefined ? [] : brokenRules(error)).flatMap(({ field, rule }): BrokenRule[] => {
    const [name = ''] = field.split('.');
    // What is missing may be in a row.
    if (!pairs.has(name) || secrets.includes(name)) return [];
    const hint = Object.hasOwn(properties, name) ? '' : `; ${carrier} has ${known.join(', ')}`;
    return [{ field: `carrierOptions.${field}`, rule: rule + hint }];
  });
  for (const name of secrets.filter((each) => pairs.has(each)))
    broken.push({ field: `carrierOptions.${name}`, rule: 'is a secret, which a command line would show' });
  if (broken.length > 0) throw SubUserError.refusal(broken, detail);
  return options;
}

/** Returns a function that adds these options to an input, whose own ones win. */
export function carrierOptionsAdder(
  subUsers: SubUsers,
  pairs: ReadonlyMap<string, string> | undefined,
): (input: NewSubUser) => NewSubUser {
  if (pairs === undefined) return (input) => input;
  const options = readOptions(subUsers, pairs);
  return (input) => {
    // Of a file, which may contain anything; the check says so.
    if (typeof input !== 'object' || input === null) return input;
    const own: unknown = input.carrierOptions;
    return { ...input, carrierOptions: { ...options, ...(own as object | undefined) } } as unknown as NewSubUser;
  };
}
