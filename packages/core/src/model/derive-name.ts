import { createHash } from 'node:crypto';
import anyAscii from 'any-ascii';
import { checkName, foldName, type NameRule } from './name-rule.ts';
import { SubUserError } from './sub-user-error.ts';

const suffixLength = 4;
const mostTurns = 2000;
/** Begins a login whose display name leaves nothing behind. */
const stem = 'user';

function suffixOf(display: string, turn: number): string {
  const digest = createHash('sha256').update(`${display}#${turn}`).digest('hex');
  return BigInt(`0x${digest}`).toString(36).slice(0, suffixLength);
}

/** What stands between words: nothing where the rule allows no hyphen. */
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
 * Makes a login from a display name, the same on every run. The rule: a display name that passes is taken as it is.
 * Otherwise it is transliterated to ASCII, folded, every run of characters that the carrier does not allow becomes one
 * hyphen, what may not stand first or last is cut off, and it is cut to the length. Where that is taken, too short or
 * nothing, four characters of the display name's SHA-256 follow a hyphen. Where the carrier states no character set, a
 * display name that does not pass is refused.
 *
 * @param taken the names in use, folded as the carrier folds them
 * @param turns where the search for a free suffix has ended for each display name; one map for many calls with one rule
 *   and a `taken` that only grows keeps thousands of equal display names from searching all the same suffixes
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
    // Two thousand times the same display name: an endless loop would hide a rule that we misread.
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
