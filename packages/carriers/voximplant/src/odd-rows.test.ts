import { describe, expect, test } from 'vitest';
import { ManualClock } from '@subuser/core/testing';
import { scriptedCarrier } from '../test-support/scripted-carrier.ts';
import { createProvider } from './voximplant-provider.ts';

const usual = {
  subuser_id: 12,
  subuser_name: 'iden10',
  description: 'A subuser',
  roles: [{ role_id: 3, role_name: 'Support' }],
};

async function listed(result: unknown, more: object = {}) {
  const { client } = scriptedCarrier({ body: { result, ...more } });
  return (await createProvider(client, new ManualClock()).listPage({})).items;
}

describe('one odd row among a hundred', () => {
  test.each([
    [{ subuser_name: 42 }, { name: '42' }],
    [{ roles: null }, { grants: [] }],
    [{ subuser_id: '13' }, { id: '13' }],
  ])('%j has a plain meaning', async (odd, meaning) => {
    const rows = await listed([...Array.from({ length: 99 }, () => usual), { ...usual, ...odd }]);
    expect(rows).toHaveLength(100);
    expect(rows[99]).toMatchObject(meaning);
    expect(rows[99]).not.toHaveProperty('unreadable');
  });

  test.each([
    [{ subuser_name: null }, ['name'], { name: '' }],
    // It may have held a reference.
    [{ description: 7 }, ['description'], { description: null }],
    [{ description: {} }, ['description'], { description: null }],
    [{ roles: 'Support' }, ['grants'], { grants: [] }],
    [{ roles: [{ role_id: 3, role_name: 'Support' }, { role_id: 4 }] }, ['grants'], { grants: [] }],
  ])('%j is named', async (odd, unreadable, held) => {
    const [first, second] = await listed([usual, { ...usual, ...odd }]);
    expect(first).not.toHaveProperty('unreadable');
    expect(second).toMatchObject({ id: '12', unreadable, ...held });
  });

  test('a list that is null is empty', async () => {
    expect(await listed(null)).toEqual([]);
    expect(await listed(null, { total_count: '0' })).toEqual([]);
  });
});
