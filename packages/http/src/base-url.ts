import { type BrokenRule, SubUserError } from '@subuser/core';

export interface BaseUrl {
  origin: string;
  /** Precedes the path of every request; no slash at its end, usually empty. */
  prefix: string;
}

/** Throws `invalid-argument`, which never shows the value: a URL may contain credentials. */
export function parseBaseUrl(text: string, carrier: string): BaseUrl {
  const refuse = (rules: BrokenRule[]): never => {
    const detail = { carrier, operation: 'configure', document: `${carrier} configuration` };
    throw SubUserError.refusal(rules, detail);
  };
  if (!URL.canParse(text)) return refuse([{ field: 'baseUrl', rule: 'must be a URL' }]);
  const url = new URL(text);
  const rules: string[] = [];
  if (url.protocol !== 'https:' && url.protocol !== 'http:') rules.push('must begin with https:// or http://');
  if (url.username !== '' || url.password !== '') rules.push('must not hold credentials');
  if (url.search !== '' || url.hash !== '') rules.push('must not have a query or a fragment');
  if (rules.length > 0) return refuse(rules.map((rule) => ({ field: 'baseUrl', rule })));
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/u, '') };
}
