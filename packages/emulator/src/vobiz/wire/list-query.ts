import { Refusal } from '../refusal.ts';

export interface ListQuery {
  /** From 1. */
  readonly page: number;
  readonly size: number;
  readonly activeOnly: boolean;
}

/** The parameters of a list, with the defaults of seed 001. Throws 422 for invalid ones; ignores other names. */
export function listQueryOf(query: URLSearchParams): ListQuery {
  const page = positive(query, 'page', 1);
  const size = positive(query, 'size', 25);
  return { page, size, activeOnly: isTrue(query, 'active_only') };
}

function positive(query: URLSearchParams, name: string, usual: number): number {
  const text = query.get(name);
  if (text === null) return usual;
  if (/^[1-9]\d{0,8}$/u.test(text)) return Number(text);
  throw brokenQuery(name, 'int_parsing', 'Input should be a valid integer, 1 or more');
}

function isTrue(query: URLSearchParams, name: string): boolean {
  const text = query.get(name)?.toLowerCase() ?? 'false';
  if (text === 'true' || text === 'false') return text === 'true';
  throw brokenQuery(name, 'bool_parsing', 'Input should be a valid boolean');
}

function brokenQuery(name: string, type: string, msg: string): Refusal {
  return new Refusal(422, 'Validation failed', [{ type, loc: ['query', name], msg }]);
}
