import type { SubUser } from '@subuser/core';
import { InvalidArgumentError } from 'commander';
import { fieldText, type SubUserField, subUserFields } from '../../views/sub-user-fields.ts';

function fieldOf(text: string): SubUserField {
  const field = subUserFields.find((name) => name === text);
  if (field !== undefined) return field;
  throw new InvalidArgumentError(`There is no field “${text}”; the fields are ${subUserFields.join(', ')}.`);
}

/** `id,name` */
export function parseColumns(text: string): SubUserField[] {
  return text.split(',').map((name) => fieldOf(name.trim()));
}

/** What a field must contain, whatever the case; nothing: it must be empty. */
export interface Filter {
  field: SubUserField;
  text: string;
}

/** `name=acme`, for an option that may be repeated. */
export function parseFilter(text: string, before: readonly Filter[] = []): Filter[] {
  const [name = '', ...rest] = text.split('=');
  if (rest.length === 0) throw new InvalidArgumentError('It must be a field and a text, as in name=acme.');
  return [...before, { field: fieldOf(name), text: rest.join('=').toLowerCase() }];
}

export interface Order {
  field: SubUserField;
  isDescending: boolean;
}

/** `name`, or `-name` for the other direction. */
export function parseOrder(text: string): Order {
  const isDescending = text.startsWith('-');
  return { field: fieldOf(isDescending ? text.slice(1) : text), isDescending };
}

/** Which sub-users of a list are shown, and in what order. */
export interface Selection {
  filter?: readonly Filter[];
  sort?: Order;
  limit?: number;
}

function passes(subUser: SubUser, { field, text }: Filter): boolean {
  const value = fieldText(subUser, field).toLowerCase();
  return text === '' ? value === '' : value.includes(text);
}

async function inOrder(subUsers: AsyncIterable<SubUser>, { field, isDescending }: Order): Promise<SubUser[]> {
  const all: SubUser[] = [];
  for await (const subUser of subUsers) all.push(subUser);
  const { compare } = new Intl.Collator('en', { numeric: true });
  const sign = isDescending ? -1 : 1;
  return all.toSorted((one, other) => {
    const [a, b] = [fieldText(one, field), fieldText(other, field)];
    // Empty ones last, in both directions.
    if (a === '' || b === '') return Number(a === '') - Number(b === '');
    return sign * compare(a, b);
  });
}

async function* filtered(subUsers: AsyncIterable<SubUser>, filters: readonly Filter[]): AsyncGenerator<SubUser> {
  for await (const subUser of subUsers) if (filters.every((filter) => passes(subUser, filter))) yield subUser;
}

/** Without an order each is passed on as soon as it is read, and the reading ends at the limit. */
export async function* selected(
  subUsers: AsyncIterable<SubUser>,
  { filter = [], sort, limit = Number.POSITIVE_INFINITY }: Selection,
): AsyncGenerator<SubUser> {
  const passing = filtered(subUsers, filter);
  let count = 0;
  for await (const subUser of sort === undefined ? passing : await inOrder(passing, sort)) {
    yield subUser;
    count += 1;
    if (count >= limit) return;
  }
}
