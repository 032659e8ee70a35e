import type * as z from 'zod';
import { checkName } from '../model/name-rule.ts';
import type { SubUserDraft } from '../model/new-sub-user.ts';
import { checkPassword } from '../model/password-rule.ts';
import type { SubUserProvider } from '../provider/provider.ts';
import type { newSubUserSchema } from '../model/new-sub-user.ts';
import type { subUserChangeSchema } from '../model/sub-user-change.ts';
import type { BrokenRule } from '../model/sub-user-error.ts';
import { fieldNames, type FieldName, type Traits } from '../model/traits.ts';

type ReadableInput = Partial<z.output<typeof newSubUserSchema>>;
type ReadableChange = Partial<z.output<typeof subUserChangeSchema>>;

function lengthRule(field: FieldName, text: unknown, traits: Traits): BrokenRule[] {
  if (typeof text !== 'string') return [];
  const { maxLength } = traits.fields[field];
  // A character is one code unit or two.
  if (maxLength === undefined || text.length <= maxLength) return [];
  const { length } = Array.from(text);
  if (length <= maxLength) return [];
  return [{ field, rule: `must have at most ${maxLength} characters, has ${length}` }];
}

function grantRules(grants: readonly string[] | undefined, traits: Traits): BrokenRule[] {
  const { names } = traits.grants;
  if (names === null || grants === undefined) return [];
  return grants
    .filter((grant) => !names.includes(grant))
    .map((grant) => ({
      field: 'grants',
      rule: `“${grant}” is not a grant here; choose from: ${names.join(', ')}`,
      unsupported: true,
    }));
}

/** Every rule that a new sub-user breaks on this carrier, all at once. `input` has the fields that could be read. */
export function checkDraft<O>(
  provider: SubUserProvider<O>,
  input: ReadableInput,
  draft: SubUserDraft<O>,
): BrokenRule[] {
  const { traits } = provider;
  const broken: BrokenRule[] = input.name === undefined ? [] : checkName(draft.name, traits.name);
  for (const field of fieldNames) {
    const value = field in input ? input[field as keyof ReadableInput] : undefined;
    if (value === undefined) continue;
    const { access } = traits.fields[field];
    if (access === 'absent' || access === 'read-only')
      broken.push({ field, rule: 'this carrier cannot hold it', unsupported: true });
    else broken.push(...lengthRule(field, field === 'description' ? draft.description : value, traits));
  }
  if (input.description === undefined) broken.push(...lengthRule('description', draft.description, traits));
  if (input.password !== undefined) {
    if (traits.password === null)
      broken.push({ field: 'password', rule: 'this carrier takes no password', unsupported: true });
    else broken.push(...checkPassword(input.password.reveal(), traits.password));
  }
  const own = input.name === undefined ? [] : (provider.check?.(draft) ?? []);
  return [...broken, ...grantRules(draft.grants, traits), ...own];
}

/** Every rule that a change breaks on this carrier, all at once. */
export function checkChange(change: ReadableChange, traits: Traits): BrokenRule[] {
  const broken: BrokenRule[] = [];
  for (const field of fieldNames) {
    const value = field in change ? change[field as keyof ReadableChange] : undefined;
    if (value === undefined) continue;
    const { access, clearable } = traits.fields[field];
    if (access !== 'read-write') {
      const rule = access === 'absent' ? 'this carrier cannot hold it' : 'this carrier cannot change it afterwards';
      broken.push({ field, rule, unsupported: true });
    } else if (value === null && !clearable && field !== 'reference') {
      broken.push({ field, rule: 'this carrier cannot clear it once it is set', unsupported: true });
    } else if (field !== 'description') {
      // A description is measured together with its tag, which is not known yet.
      broken.push(...lengthRule(field, value, traits));
    }
  }
  if (change.name !== undefined && traits.fields.name.access === 'read-write')
    broken.push(...checkName(change.name, traits.name));
  return [...broken, ...grantRules(change.grants, traits)];
}
