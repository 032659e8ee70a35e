import { openSubUsers, systemClock } from '@subuser/core';
import type { Page, PageRequest } from '@subuser/core/provider';
import { describe, expect, test } from 'vitest';
import { rejection } from '../test-support/rejection.ts';
import { type Answer, scriptedCarrier } from '../test-support/scripted-carrier.ts';
import type { VoximplantClient } from './voximplant-client.ts';
import { createProvider } from './voximplant-provider.ts';

function rows(from: number, to: number, more: object = {}): Answer {
  const ids = Array.from({ length: Math.max(0, to - from + 1) }, (_row, index) => from + index);
  return { body: { result: ids.map((id) => ({ subuser_id: id, subuser_name: `user${id}` })), ...more } };
}

async function walk(...answers: Answer[]): Promise<{ ids: string[]; ranges: (string | undefined)[][] }> {
  const { client, clock, sent } = scriptedCarrier(...answers);
  const ids: string[] = [];
  for await (const subUser of openSubUsers(createProvider(client, clock)).list()) ids.push(subUser.id);
  return { ids, ranges: sent.map(({ parameters }) => [parameters['offset'], parameters['count']]) };
}

function idsOf(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_row, index) => String(from + index));
}

function listPage(client: VoximplantClient, request: PageRequest): Promise<Page> {
  return createProvider(client, systemClock).listPage(request);
}

describe('one page', () => {
  test('asks for roles, and passes a total on', async () => {
    const { client, sent } = scriptedCarrier(rows(1, 2, { total_count: 5 }));
    const page = await listPage(client, {});
    expect(sent).toEqual([{ operation: 'GetSubUsers', parameters: { with_roles: 'true', count: '100' } }]);
    expect([page.items.map(({ id }) => id), page.next, page.total]).toEqual([['1', '2'], '2', 5]);
  });

  test('but the first begins with the row before it', async () => {
    const { client, sent } = scriptedCarrier(rows(100, 105));
    const page = await listPage(client, { cursor: '100' });
    expect(sent[0]?.parameters).toEqual({ with_roles: 'true', offset: '99', count: '101' });
    expect([page.items.length, page.next, 'total' in page]).toEqual([6, '105', false]);
  });

  test('that is full guesses where those behind the next one begin, within the total', async () => {
    const { client } = scriptedCarrier(rows(1, 100), rows(100, 200), rows(1, 100, { total_count: 400 }), rows(1, 99));
    const starts = [300, 400, 500, 600, 700, 800, 900, 1000];
    expect((await listPage(client, {})).cursorsAhead).toEqual(starts.map((start) => String(start - 100)));
    expect((await listPage(client, { cursor: '100' })).cursorsAhead).toEqual(starts.map(String));
    expect((await listPage(client, {})).cursorsAhead).toEqual(['200', '300']);
    expect('cursorsAhead' in (await listPage(client, {}))).toBe(false);
  });

  test('with no new row is the last', async () => {
    const { client } = scriptedCarrier(rows(1, 0), rows(3, 3), rows(1, 0));
    expect('next' in (await listPage(client, {}))).toBe(false);
    expect('next' in (await listPage(client, { cursor: '3' }))).toBe(false);
    expect('next' in (await listPage(client, { cursor: '3' }))).toBe(false);
  });

  test('that reaches the total need not be the last: the total may be its own', async () => {
    const { client } = scriptedCarrier(rows(1, 3, { total_count: 3 }), rows(3, 4, { total_count: 4 }));
    expect((await listPage(client, {})).next).toBe('3');
    expect((await listPage(client, { cursor: '3' })).next).toBe('4');
  });

  test.each(['0', '-1', 'x', '1.5', ''])('with the cursor “%s” is refused', async (cursor) => {
    const { client, sent } = scriptedCarrier();
    const { code, detail } = await rejection(listPage(client, { cursor }));
    expect([code, detail.fields?.[0]?.field]).toEqual(['invalid-argument', 'cursor']);
    expect(sent).toEqual([]);
  });
});

describe('the whole list', () => {
  test('is read though the carrier answers fewer rows than asked', async () => {
    const { ids, ranges } = await walk(rows(1, 20), rows(20, 39), rows(39, 45), rows(45, 45));
    expect(ids).toEqual(idsOf(1, 45));
    expect(ranges).toEqual([
      [undefined, '100'],
      ['19', '101'],
      ['38', '101'],
      ['44', '101'],
    ]);
  });

  test('steps back where a row before the page was deleted meanwhile', async () => {
    // Row 5 goes after the first page, so that the row that the second page begins with is 101, not 100.
    const first = rows(1, 100);
    const shifted = rows(101, 110);
    const again = { body: { result: [...bodyRows(1, 4), ...bodyRows(6, 101)] } };
    const { ids } = await walk(first, shifted, again, rows(101, 110), rows(110, 110));
    expect(ids.toSorted((a, b) => Number(a) - Number(b))).toEqual(idsOf(1, 110));
  });
});

function bodyRows(from: number, to: number): unknown[] {
  return idsOf(from, to).map((id) => ({ subuser_id: Number(id), subuser_name: `user${id}` }));
}
