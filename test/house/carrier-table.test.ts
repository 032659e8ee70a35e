import { memoryTraits } from '@subuser/core/memory';
import { describe, expect, test } from 'vitest';
import { carrierTable } from './carrier-table.ts';

describe('carrierTable', () => {
  test('says all that the traits of a carrier say', () => {
    expect(carrierTable([{ label: 'Memory', traits: memoryTraits }]).split('\n')).toEqual([
      '|  | Memory |',
      '| --- | --- |',
      '| a sub-user is | an account of its own, with API credentials and call records (`tenant`) |',
      '| `name` | set and change |',
      '| `email` | set and change, `null` empties it |',
      '| `phone` | set and change, `null` empties it |',
      '| `description` | set and change, `null` empties it |',
      '| `grants`: what it may do | set and change, `null` empties it |',
      '| `enabled`: active or not | set and change, `null` empties it |',
      '| `reference`: your own key | set and change, `null` empties it |',
      '| `createdAt` | read only |',
      '| `updatedAt` | read only |',
      '| `lastUsedAt` | – |',
      '| names | 1 or more characters, any; two may be alike |',
      '| passwords | none to choose |',
      '| credentials | issued by the carrier; the carrier shows them once |',
      '| grants to choose from | `calls`, `cdr`; without any: those of your account |',
      '| lists come | newest first, without a total |',
      '',
    ]);
  });

  test('says the opposite of a carrier that is the opposite', () => {
    const source = 'this test';
    const table = carrierTable([
      { label: 'Memory', traits: memoryTraits },
      {
        label: 'Opposite',
        traits: {
          kind: 'operator',
          fields: {
            ...memoryTraits.fields,
            name: { access: 'create-only', maxLength: 20, source },
          },
          name: {
            minLength: 5,
            maxLength: 20,
            first: 'a-z',
            characters: 'a-z|',
            fold: 'lower-case',
            unique: true,
            source,
          },
          password: { minLength: 8, classes: ['upper-case letter', 'digit'], whiteSpace: 'refused', source },
          credentials: { origin: 'chosen', shown: 'never' },
          grants: { names: null, omitted: 'none' },
          listing: { order: 'unstated', shiftEvidence: 'total' },
        },
      },
    ]);
    const rows = table.split('\n').map((row) => row.split(/(?<!\\)\|/).map((cell) => cell.trim()));
    const opposite = Object.fromEntries(rows.map(([, label, , cell]) => [label, cell]));
    expect(opposite).toMatchObject({
      'a sub-user is': 'a login to your account, with roles (`operator`)',
      '`name`': 'set at creation, then fixed, up to 20 characters',
      names: '5 to 20 characters of `a-z\\|`; the first of `a-z`; capitals become small; no two alike',
      passwords: '8 or more characters; one upper-case letter, one digit at least; no white space',
      credentials: 'chosen by you, or generated for you; the carrier never shows them',
      'grants to choose from': 'the list that `grants()` fetches; without any: none',
      'lists come': 'in no stated order, with a total',
    });
  });
});
