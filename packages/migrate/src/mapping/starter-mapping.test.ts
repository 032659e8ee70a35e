import { expect, test } from 'vitest';
import { operatorTraits, sourceOf, targetOf } from '../../test-support/inventories.ts';
import { makePlan } from '../planning/make-plan.ts';
import { parseMapping } from './parse-mapping.ts';
import { starterMapping } from './starter-mapping.ts';

/** JSON with comments, as far as a starter goes: no text of it holds `//`. */
const parsed = (text: string) => parseMapping(JSON.parse(text.replaceAll(/\/\/.*$/gmu, '')));

const subUsers = [
  { id: 'A1', grants: ['cdr', 'calls'], status: 'disabled' as const },
  { id: 'A2', grants: ['calls'] },
  { id: 'A3', grants: null },
];

test('between carriers it decides no grant: each blocks until a person decides', () => {
  const [source, target] = [sourceOf({ profile: 'o"l\nd', subUsers }), targetOf({ traits: operatorTraits })];
  const text = starterMapping(source, target);
  expect(parsed(text)).toEqual(parseMapping({ version: 1 }));
  expect(text.split('\n')).toEqual(
    expect.arrayContaining([
      '// How the sub-users of "o\\"l\\nd" (here) become sub-users of "new" (there).',
      '  // Which of the 3 sub-users move; empty: all of them. By status (active, disabled, blocked) or by id:',
      '  // { "status": ["active"], "only": ["A1"], "except": ["A1"] }',
      '  // Grants of the target: "Admin", "Call Viewer", "Payer"',
      '    // "calls": [], // used by 2; what may they do on the target?',
      '    // "cdr": [], // used by 1; what may they do on the target?',
      "  // 1 of them inherit their parent's access. null: they inherit on the target as well, or are blocked where it",
      '  // Values for fields of the target that are empty on the source. The target has: description.',
    ]),
  );
  const { steps } = makePlan({ source, target, mapping: parsed(text) });
  expect(steps.map(({ action }) => action)).toEqual(['blocked', 'blocked', 'blocked']);
});

test('within one carrier a grant stays the same if it can be assigned', () => {
  const rows = [...subUsers, { id: 'A4', grants: ['hidden', 'zoo'] }];
  const source = sourceOf({ subUsers: rows });
  const target = targetOf({ carrier: 'here', grants: ['calls', 'CDR', 'Zoo', 'z-oo'] });
  const text = starterMapping(source, target);
  expect(parsed(text).grants).toEqual({ calls: ['calls'], cdr: ['CDR'] });
  expect(text).toContain('    // "hidden": [], // used by 1; what may they do on the target?\n    // "zoo": []');
  expect(makePlan({ source, target, mapping: parsed(text) }).steps.map(({ action }) => action)).toEqual([
    'create',
    'create',
    'create',
    'blocked',
  ]);
});

test('empty accounts have a starter, too', () => {
  const traits = { ...operatorTraits, fields: { ...operatorTraits.fields, description: operatorTraits.fields.email } };
  const text = starterMapping(sourceOf(), targetOf({ traits, grants: [] }));
  expect(parsed(text)).toEqual(parseMapping({ version: 1 }));
  expect(text).toContain('Grants of the target: none');
  expect(text).toContain('The target has none of email, phone and description.');
});
