import {
  type FieldName,
  fieldNames,
  type FieldTrait,
  type NameRule,
  type PasswordRule,
  type Traits,
} from '@subuser/core';
import type { Carrier } from '@subuser/core/provider';

const kinds: Record<Traits['kind'], string> = {
  tenant: 'an account of its own, with API credentials and call records (`tenant`)',
  operator: 'a login to your account, with roles (`operator`)',
};

const labels: Record<FieldName, string> = {
  name: '`name`',
  email: '`email`',
  phone: '`phone`',
  description: '`description`',
  grants: '`grants`: what it may do',
  enabled: '`enabled`: active or not',
  reference: '`reference`: your own key',
  createdAt: '`createdAt`',
  updatedAt: '`updatedAt`',
  lastUsedAt: '`lastUsedAt`',
};

const accesses: Record<FieldTrait['access'], string> = {
  'read-write': 'set and change',
  'create-only': 'set at creation, then fixed',
  'read-only': 'read only',
  absent: '–',
};

function fieldCell({ access, clearable, maxLength }: FieldTrait): string {
  const parts = [accesses[access]];
  if (maxLength !== undefined) parts.push(`up to ${maxLength} characters`);
  if (clearable === true) parts.push('`null` empties it');
  return parts.join(', ');
}

function nameCell({ minLength, maxLength, characters, first, fold, unique }: NameRule): string {
  const length = maxLength === undefined ? `${minLength} or more` : `${minLength} to ${maxLength}`;
  const parts = [`${length} characters${characters === undefined ? ', any' : ` of \`${characters}\``}`];
  if (first !== undefined) parts.push(`the first of \`${first}\``);
  if (fold === 'lower-case') parts.push('capitals become small');
  parts.push(unique ? 'no two alike' : 'two may be alike');
  return parts.join('; ');
}

function passwordCell(rule: PasswordRule | null): string {
  if (rule === null) return 'none to choose';
  const parts = [`${rule.minLength} or more characters`];
  if (rule.classes.length > 0) parts.push(`one ${rule.classes.join(', one ')} at least`);
  if (rule.whiteSpace === 'refused') parts.push('no white space');
  return parts.join('; ');
}

function credentialsCell({ origin, shown }: Traits['credentials']): string {
  const from = origin === 'issued' ? 'issued by the carrier' : 'chosen by you, or generated for you';
  return `${from}; the carrier ${shown === 'once' ? 'shows them once' : 'never shows them'}`;
}

function grantsCell({ names, omitted }: Traits['grants']): string {
  const vocabulary =
    names === null ? 'the list that `grants()` fetches' : names.map((name) => `\`${name}\``).join(', ');
  return `${vocabulary}; without any: ${omitted === 'inherits' ? 'those of your account' : 'none'}`;
}

const listingCell = ({ order, shiftEvidence }: Traits['listing']): string =>
  `${order === 'newest-first' ? 'newest first' : 'in no stated order'}, ${shiftEvidence === 'total' ? 'with' : 'without'} a total`;

const rows: readonly [label: string, cell: (traits: Traits) => string][] = [
  ['a sub-user is', ({ kind }) => kinds[kind]],
  ...fieldNames.map((name): [string, (traits: Traits) => string] => [
    labels[name],
    ({ fields }) => fieldCell(fields[name]),
  ]),
  ['names', ({ name }) => nameCell(name)],
  ['passwords', ({ password }) => passwordCell(password)],
  ['credentials', ({ credentials }) => credentialsCell(credentials)],
  ['grants to choose from', ({ grants }) => grantsCell(grants)],
  ['lists come', ({ listing }) => listingCell(listing)],
];

/** What each carrier can hold, as a table of Markdown with a column for each. */
export function carrierTable(carriers: readonly Pick<Carrier, 'label' | 'traits'>[]): string {
  const line = (cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  const header = ['', ...carriers.map(({ label }) => label)];
  const body = rows.map(([label, cell]) => line([label, ...carriers.map(({ traits }) => cell(traits))]));
  return [line(header), line(header.map(() => '---')), ...body].join('');
}
