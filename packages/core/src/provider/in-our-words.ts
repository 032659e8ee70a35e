import type * as z from 'zod';

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  bigint: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  set: 'a set',
  object: 'an object',
  record: 'an object',
  map: 'a map',
  date: 'a date',
  function: 'a function',
  null: 'null',
  undefined: 'left out',
  never: 'left out',
  nonoptional: 'given',
};

const formats: Readonly<Record<string, string>> = {
  email: 'an email address',
  url: 'a URL',
  uuid: 'a UUID',
  datetime: 'an ISO 8601 date and time',
  date: 'an ISO 8601 date',
  base64: 'base64',
  base64url: 'base64url',
  jwt: 'a JWT',
};

function listOf(values: readonly unknown[]): string {
  return values.map((value) => (typeof value === 'string' ? value : String(value))).join(', ');
}

/** `items`, `characters` or nothing: what a size counts. */
function unitOf(origin: string, count: number | bigint): string {
  if (origin === 'string') return Number(count) === 1 ? ' character' : ' characters';
  if (['array', 'set', 'map', 'object', 'record'].includes(origin)) return Number(count) === 1 ? ' entry' : ' entries';
  return '';
}

function sizeRule(bound: 'least' | 'most', origin: string, limit: number | bigint, isInclusive: boolean): string {
  const unit = unitOf(origin, limit);
  if (unit !== '')
    return bound === 'least' && Number(limit) === 1 ? 'must not be empty' : `must have at ${bound} ${limit}${unit}`;
  if (isInclusive) return `must be at ${bound} ${limit}`;
  return bound === 'least' ? `must be greater than ${limit}` : `must be less than ${limit}`;
}

/** The rule that a value breaks, in the words of this project and without the value. */
function ruleOf(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined && issue.code !== 'custom') return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${types[issue.expected] ?? `of type ${issue.expected}`}`;
    case 'invalid_value':
      return issue.values.length === 1 ? `must be ${listOf(issue.values)}` : `must be one of ${listOf(issue.values)}`;
    case 'too_small':
      return sizeRule('least', issue.origin, issue.minimum, issue.inclusive !== false);
    case 'too_big':
      return sizeRule('most', issue.origin, issue.maximum, issue.inclusive !== false);
    case 'invalid_format':
      return `must be ${formats[issue.format] ?? 'in the documented form'}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return 'is not a known field';
    case 'invalid_key':
      return 'has a key that is not allowed';
    case 'invalid_element':
      return 'has an entry that is not allowed';
    case 'invalid_union': {
      const options: unknown = Reflect.get(issue, 'options');
      if (Array.isArray(options) && options.length > 0) return `must be one of ${listOf(options)}`;
      const rules = new Set(
        issue.errors.flatMap((branch) => branch.map(({ path, message }) => [...path, message].join(': '))),
      );
      return rules.size === 0 ? 'breaks a rule' : [...rules].join(', or ');
    }
    case 'custom':
      break;
  }
  return 'breaks a rule';
}

/** For `safeParse`: messages in the words of this project where a schema has none of its own, whatever language zod is set to. */
export const inOurWords = { error: ruleOf };
