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
        "9 create",
        "10 blocked",
        "4294967295 create",
        "SA_A9 create",
        "SA_A10 create",
        "SA_B2 blocked",
      ],
      "digest": "07901e43054eb03ffcfad2e447e7f77946490fff503ac7e6f6dd61633cb87a33",
      "row": "b62df8675378c4e8f693b9deb860600f74234e98afe7498f74234e98afe7498fbecc9a66faa185bc4f53cda18c2baa0c74234e98afe7498f",
      "text": "20eaf1a539835bfc53c433206c5de29e84231161f993a46e953eb34aaaac777d",
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
      "digest": "389c3001d668e9cd5d97a4823a77d2189d76c03f8e3f21c1f8f792d846281f1e",
      "row": "b62df8675378c4e8f693b9deb860600f74234e98afe7498f74234e98afe7498fbecc9a66faa185bc4f53cda18c2baa0c74234e98afe7498f",
      "text": "9d79e650ed9aebd40d8836354222bbaa4ff9f07d14640c3046b1aefa89351692",
    }
  `);
});
