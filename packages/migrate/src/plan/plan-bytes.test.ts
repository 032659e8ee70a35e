import { createHash } from 'node:crypto';
import type { Traits } from '@subuser/core';
import { memoryTraits } from '@subuser/core/memory';
import { expect, test } from 'vitest';
import { mappingOf, operatorTraits, type Row, sourceOf, targetOf } from '../../test-support/inventories.ts';
import { checkBasis } from './check-basis.ts';
import { makePlan } from '../planning/make-plan.ts';
import { parsePlan, serialisePlan } from './plan-file.ts';

// Plans lie on people's disks, and their journals name them by their digests: none of these may ever change.

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
      "digest": "92bffc2792dfd6b4212c979554b1ac0d5ac4874fef16ee744c7092ff3a7779df",
      "row": "b62df867f693b9de74234e9874234e98becc9a664f53cda174234e98",
      "text": "70e720417548252b48af2da1eb50c82502f87c63fb7b20446eec6ade05127786",
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
      "digest": "d3d89fafc9e3f52f8dc525054ae7282fbf96b593130bd25cc773e1f4a2d96ffb",
      "row": "b62df867f693b9de74234e9874234e98becc9a664f53cda174234e98",
      "text": "364a0e59aaa08a6116bd338d75af41721f3d642ad22981587073c29b3a4da5db",
    }
  `);
});
