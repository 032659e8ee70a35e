import type { SubUser } from '@subuser/core';
import { describe, expect, test } from 'vitest';
import { parseColumns, parseFilter, parseOrder, selected, type Selection } from './selection.ts';

const made = (name: string, more: Partial<SubUser> = {}): SubUser => ({
  carrier: 'acme',
  id: name,
  name,
  status: 'active',
  native: undefined,
  ...more,
});

async function* listed(read: string[] = []): AsyncGenerator<SubUser> {
  const all = [
    made('Desk 10', { email: 'desk@Acme.example', createdAt: new Date('2026-02-01') }),
    made('desk 9', { grants: ['calls', 'cdr'], createdAt: new Date('2026-03-01') }),
    made('Éire', { email: null, grants: null }),
    made('a=b', { grants: [], createdAt: new Date('2026-01-01') }),
  ];
  for (const subUser of all) {
    read.push(subUser.name);
    yield subUser;
  }
}

async function names(selection: Selection): Promise<string[]> {
  const found: string[] = [];
  for await (const { name } of selected(listed(), selection)) found.push(name);
  return found;
}

const filters = (...texts: string[]): Selection => ({
  filter: texts.reduce<ReturnType<typeof parseFilter>>((before, text) => parseFilter(text, before), []),
});

describe('filter', () => {
  test.each([
    [['name=DESK'], ['Desk 10', 'desk 9']],
    [['name=desk', 'name=9'], ['desk 9']],
    [['name=a=b'], ['a=b']],
    [['email=acme.'], ['Desk 10']],
    [['email='], ['desk 9', 'Éire', 'a=b']],
    [['grants=cdr'], ['desk 9']],
    [['grants=inherits'], ['Éire']],
    [['createdAt=2026-01'], ['a=b']],
  ])('%j', async (texts, found) => {
    expect(await names(filters(...texts))).toEqual(found);
  });
});

test.each([
  ['name', ['a=b', 'desk 9', 'Desk 10', 'Éire']],
  ['-name', ['Éire', 'Desk 10', 'desk 9', 'a=b']],
  ['createdAt', ['a=b', 'Desk 10', 'desk 9', 'Éire']],
  ['-createdAt', ['desk 9', 'Desk 10', 'a=b', 'Éire']],
])('in the order of %s, numbers as numbers, and what is empty last', async (text, found) => {
  expect(await names({ sort: parseOrder(text) })).toEqual(found);
});

test('the reading ends at the limit, and with an order the limit comes last', async () => {
  const read: string[] = [];
  const some: string[] = [];
  for await (const { name } of selected(listed(read), { limit: 2 })) some.push(name);
  expect([some, read]).toEqual([
    ['Desk 10', 'desk 9'],
    ['Desk 10', 'desk 9'],
  ]);
  expect(await names({ sort: parseOrder('name'), limit: 1 })).toEqual(['a=b']);
});

test('wrong ones name what there is', () => {
  expect(parseColumns('id, name')).toEqual(['id', 'name']);
  for (const act of [() => parseColumns('id,nmae'), () => parseOrder('nmae'), () => parseFilter('nmae=x')])
    expect(act).toThrow('There is no field “nmae”; the fields are id, name, status,');
  expect(() => parseFilter('acme')).toThrow('It must be a field and a text, as in name=acme.');
});
