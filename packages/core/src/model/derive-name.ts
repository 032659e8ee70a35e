import { createHash } from 'node:crypto';
import anyAscii from 'any-ascii';
import { checkName, foldName, type NameRule } from './name-rule.ts';
import { SubUserError } from './sub-user-error.ts';

const suffixLength = 4;
const mostTurns = 2000;
/** The beginning of a login if nothing remains of the display name. */
const stem = 'user';

function suffixOf(display: string, turn: number): string {
  const digest = createHash('sha256').update(`${display}#${turn}`).digest('hex');
  return BigInt(`0x${digest}`).toString(36).slice(0, suffixLength);
}

/** The separator of words: empty where the rule allows no hyphen. */
function hyphenOf({ characters = '' }: NameRule): string {
  return new RegExp(`[${characters}]`, 'u').test('-') ? '-' : '';
}

/** The display name reduced to what the rule allows, possibly too short, too long, or empty. */
function reduce(display: string, rule: NameRule): string {
  const characters = rule.characters ?? '';
  const hyphen = hyphenOf(rule);
  const words = foldName(anyAscii(display.normalize('NFKC')), rule)
    .replace(new RegExp(`[^${characters}]+`, 'gu'), hyphen)
    .replace(/-{2,}/gu, '-');
  const begun = rule.first === undefined ? words : words.replace(new RegExp(`^[^${rule.first}]+`, 'u'), '');
  return begun.replace(/^-+|-+$/gu, '');
}

function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/-+$/u, '');
}

/**
 * Makes a login from a display name, the same on every run. A display name that passes the rule is used unchanged. Otherwise it
 * is transliterated to ASCII and folded, every run of characters that the carrier does not allow becomes one hyphen, characters
 * that may not be first or last are removed, and it is cut to the maximum length. If the result is taken, too short or empty, a
 * hyphen and four characters of the display name's SHA-256 are appended. If the carrier states no character set, a display name
 * that does not pass is refused.
 *
 * @param taken the names in use, folded as the carrier folds them
 * @param turns where the search for a free suffix ended for each display name. Pass one map to many calls with the same rule and a
 *   `taken` that only grows, so that thousands of equal display names do not try the same suffixes
 * @throws SubUserError `invalid-argument` for a blank display name or a rule that no derived name meets
 */
export function deriveName(
  display: string,
  rule: NameRule,
  taken: ReadonlySet<string> = new Set(),
  turns: Map<string, number> = new Map(),
): string {
  const isFree = (name: string): boolean =>
    checkName(name, rule).length === 0 && !(rule.unique && taken.has(foldName(name, rule)));
  if (isFree(display)) return foldName(display, rule);

  if (display.trim() !== '' && rule.characters !== undefined) {
    const base = reduce(display, rule);
    const maxLength = rule.maxLength ?? Number.MAX_SAFE_INTEGER;
    if (isFree(cut(base, maxLength))) return cut(base, maxLength);
    const key = display.normalize('NFC');
    // No account has two thousand equal display names. An endless loop would hide a rule that we misread.
    for (let turn = turns.get(key) ?? 0; turn < mostTurns; turn += 1) {
      turns.set(key, turn);
      const suffix = hyphenOf(rule) + suffixOf(key, turn);
      const name = cut(base === '' ? stem : base, maxLength - suffix.length) + suffix;
      if (isFree(name)) return name;
    }
  }
  const broken = checkName(display, rule);
  const rules =
    broken.length > 0 ? broken : [{ field: 'name', rule: 'is taken, and the rule leaves no room for another' }];
  throw SubUserError.refusal(rules, { operation: 'deriveName', document: 'display name' });
}
