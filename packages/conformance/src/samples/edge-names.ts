import { checkName, type NameRule } from '@subuser/core';

const candidates = 'etaoinshrdlcumwfgypbvkjxqz0123456789-_. ';

function allowed(inside: string | undefined): string[] {
  const pattern = inside === undefined ? /^[a-z0-9]$/u : new RegExp(`^[${inside}]$`, 'u');
  return Array.from(candidates).filter((character) => pattern.test(character));
}

/** A name of this many characters that the rule allows; of letters and digits only, if possible. */
function nameOf(length: number, rule: NameRule): string {
  const [first = 'e'] = allowed(rule.first ?? rule.characters);
  const rest = allowed(rule.characters).filter((character) => /[a-z0-9]/u.test(character));
  const filling = Array.from({ length: length - 1 }, (_, index) => rest[index % rest.length] ?? first);
  return [first, ...filling].join('');
}

/** Names at the limits of the rule, which the carrier must accept. */
export function edgeNames(rule: NameRule): string[] {
  const names = [nameOf(rule.minLength, rule), nameOf(rule.maxLength ?? 100, rule)];
  if (rule.characters === undefined) names.push('Zoe\u0308, Zoë & Søn’s “Desk” #1; 50% + <b>東京</b> 🙂');
  return [...new Set(names)].filter((name) => checkName(name, rule).length === 0);
}

/** Names just beyond its limits. */
export function brokenNames(rule: NameRule): string[] {
  const names = ['', '   ', nameOf(rule.minLength, rule).slice(1)];
  if (rule.maxLength !== undefined) names.push(`${nameOf(rule.maxLength, rule)}e`);
  if (rule.first !== undefined) names.push(`-${nameOf(rule.minLength, rule)}`, `7${nameOf(rule.minLength, rule)}`);
  if (rule.characters !== undefined)
    names.push(`${nameOf(rule.minLength, rule)}§`, `${nameOf(rule.minLength, rule)} x`);
  return [...new Set(names)].filter((name) => checkName(name, rule).length > 0);
}
