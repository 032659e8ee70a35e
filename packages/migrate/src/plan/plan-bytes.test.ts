import { createHash } from 'node:crypto';
import type { Traits } from '@subuser/core';
import { memoryTraits } from '@subuser/core/memory';
import { expect, test } from 'vitest';
import { mappingOf, operatorTraits, type Row, sourceOf, targetOf } from '../../test-support/inventories.ts';
import { checkBasis } from './check-basis.ts';
import { makePlan } from '../planning/make-plan.ts';
import { parsePlan, serialisePlan } from './plan-file.ts';

// Plans lie on people's disks, and their journals name them by their digests: of the same version none of these may change.
// Rows have had 64 bits for each field since 0.2; `checkBasis` reads the 32 bits of earlier plans as well.

const rows: Row[] = [
  { id: '10', name: 'Café Müller', email: 'a@example.com', phone: null, grants: ['cdr', 'calls'], reference: 'crm-1' },
  { id: '9', name: 'Support desk', status: 'disabled', description: 'A "quoted"\n text \u2028 ☎ \ud800', grants: [] },
  { id: 'SA_B2', name: '株式会社こえ', grants: null, createdAt: new Date(0), updatedAt: null, lastUsedAt: null },
  { id: 'SA_A10', name: 'Support desk', status: 'blocked', grants: ['calls'] },
  { id: 'SA_A9', name: 'Support desk', email: '', phone: '+14155550100', grants: ['calls'] },
  { id: '007', name: 'x', grants: ['calls'] },
  { id: '7', name: 'Unmapped', grants: ['admin'] },
  { id: '4294967295', name: 'Past the last index', grants: ['calls'] },
];
const standing: Row[] = [
  { id: 't10', name: 'cafe-muller', description: 'Old', grants: ['Admin'], reference: 'here:10' },
  { id: '9', name: 'support-desk', grants: ['Payer'] },
  { id: 'SA_B2', name: 'someone-else', grants: [], reference: 'here:SA_B2' },
  { id: 't7', name: 'unmapped', reference: 'crm-7' },
];
const settings = {
  grants: { calls: ['Admin'], cdr: ['=calls', 'Payer'] },
  inheritedGrants: ['=calls'],
  disabled: 'activate',
  names: { '7': 'desk-seven' },
  defaults: { description: 'Moved', carrierOptions: { z: [1.5, null, { 2: 'b', 10: 'c', '01': 'd', a: 0 }], a: true } },
};
const source = sourceOf({ subUsers: rows });
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function bytesOf(traits: Traits, mapping: Record<string, unknown>): unknown {
  const target = targetOf({ traits, subUsers: standing });
  const plan = makePlan({ source, target, mapping: mappingOf(mapping) });
  const text = serialisePlan(plan);
  expect(parsePlan(text)).toEqual(plan);
  expect(checkBasis(parsePlan(text), source, target, new Set())).toBeUndefined();
  return {
    actions: plan.steps.map(({ id, action }) => `${id} ${action}`),
    accounts: [source.digest, target.digest],
    row: plan.source.rows['9'],
    digest: plan.digest,
    text: sha256(text),
  };
}

test('the bytes of a plan of tenants never change', () => {
  const grants = { calls: ['calls'], cdr: ['cdr'], admin: [] };
  expect(bytesOf(memoryTraits, { grants, defaults: settings.defaults })).toMatchInlineSnapshot(`
    {
      "accounts": [
        "744dfd41d031ff1fdb8621fd1757a7466deb3f76afa8945d90cc52a875c27b1f",
        "bfc56cb3917e09d665c89d0cd8bc5e42c8d78aaad857f4c4cbe509c927f6c718",
      ],
      "actions": [
        "007 create",
        "7 create",
        "9 blocked",
        "10 blocked",
        "4294967295 create",
        "SA_A9 create",
        "SA_A10 create",
        "SA_B2 blocked",
      ],
      "digest": "225eca9d866f6c71ae525c2cbe81c715cd88e4f32ac1fd776994e8008caafc3e",
      "row": "b62df8675378c4e8f693b9deb860600f74234e98afe7498f74234e98afe7498fbecc9a66faa185bc4f53cda18c2baa0c74234e98afe7498f",
      "text": "c06501af78cce992c4b0865653875ef3be57a5e87299ff4638482e77b295ae79",
    }
  `);
});

test('the bytes of a plan of logins never change', () => {
  expect(bytesOf(operatorTraits, settings)).toMatchInlineSnapshot(`
    {
      "accounts": [
        "744dfd41d031ff1fdb8621fd1757a7466deb3f76afa8945d90cc52a875c27b1f",
        "bfc56cb3917e09d665c89d0cd8bc5e42c8d78aaad857f4c4cbe509c927f6c718",
      ],
      "actions": [
        "007 create",
        "7 blocked",
        "9 blocked",
        "10 update",
        "4294967295 create",
        "SA_A9 blocked",
        "SA_A10 blocked",
        "SA_B2 blocked",
      ],
      "digest": "45fb4965fae68be630221ca94c3b273270eebc51907135dce6490c701f47da91",
      "row": "b62df8675378c4e8f693b9deb860600f74234e98afe7498f74234e98afe7498fbecc9a66faa185bc4f53cda18c2baa0c74234e98afe7498f",
      "text": "0bf0a2f52fd2acc47aa76374b62c36e075079652405c8512232be412acb55c9b",
    }
  `);
});
