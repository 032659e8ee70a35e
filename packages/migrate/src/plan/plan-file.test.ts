import { expect, test } from 'vitest';
import { failure, faultsOf } from '../../test-support/failure.ts';
import { mappingOf, operatorTraits, sourceOf, targetOf } from '../../test-support/inventories.ts';
import { makePlan } from '../planning/make-plan.ts';
import { parsePlan, parsePlanPieces, planPieces, serialisePlan } from './plan-file.ts';

const source = sourceOf({
  subUsers: [
    { id: '1', name: 'Create me', status: 'disabled', email: 'a@example.com', grants: ['calls'] },
    { id: '2', name: 'Adopt', phone: null, description: null },
    { id: '3', name: 'Blocked', grants: ['other'] },
    { id: '4', name: 'Right' },
  ],
});
const target = targetOf({
  subUsers: [
    { id: 't2', name: 'Adopt', phone: '12345' },
    { id: 't4', name: 'Right', reference: 'here:4' },
  ],
});
const mapping = mappingOf({
  grants: { calls: ['calls'] },
  defaults: { carrierOptions: { z: [1, null], a: { b: true } } },
});
const plan = makePlan({ source, target, mapping });
const text = serialisePlan(plan);

test('a plan is read back as it was written, with the same bytes', () => {
  expect(plan.steps.map(({ action }) => action)).toEqual(['create', 'adopt', 'blocked', 'none']);
  expect(parsePlan(text)).toEqual(plan);
  expect(serialisePlan(parsePlan(text))).toBe(text);
  expect(text.startsWith('{\n  "applicable": true,\n  "complete": false,\n  "digest": "')).toBe(true);
  expect(text.endsWith('\n}\n')).toBe(true);
});

test('a plan contains its mapping, with which the same plan can be made again', () => {
  expect(serialisePlan(makePlan({ source, target, mapping: parsePlan(text).mapping }))).toBe(text);
});

test('a plan of a newer version is refused for its version, whatever else it contains', () => {
  const newer = JSON.stringify({ format: 'subuser-plan', version: 2, stages: [] });
  expect(faultsOf(() => parsePlan(newer))).toEqual([
    'version: is 2, from a newer subuser, and this one reads version 1; update subuser, or make the plan again',
  ]);
  expect(failure(() => parsePlan(newer)).code).toBe('invalid-argument');
});

test.each([
  ['an account', text.replace('"profile": "new"', '"profile": "other"')],
  ['a grant', text.replace('"calls"\n', '"cdr"\n')],
  ['a loss that is gone', text.replace(/"notes": \[[^\]]*\]/u, '"notes": []')],
])('an edited plan is refused: %s', (_, edited) => {
  expect(edited).not.toBe(text);
  expect(faultsOf(() => parsePlan(edited))).toEqual([
    'digest: does not match: the plan was edited after it was made; change the mapping and make the plan again',
  ]);
});

const twice = 'is written a second time';

test.each([
  ['another list of steps', 'steps', text.replace(/\n\}\n$/u, ',\n  "steps": []\n}\n')],
  ['another profile', 'target.profile', text.replace('"profile": "new"', '"profile": "other", "profile": "new"')],
  ['another grant', 'mapping.grants.calls', text.replace('"calls": [', '"calls": ["cdr"],\n "calls": [')],
  ['another email', 'steps.0.input.email', text.replace('"email": "a@', '"email": "x@example.com",\n"email": "a@')],
  [
    'another step',
    'steps.0.action',
    JSON.stringify(plan).replace('"action":"create"', '"action":"none","action":"create"'),
  ],
])('an edited plan is refused although its digest is right: %s', (_, field, edited) => {
  const key = field.split('.').at(-1) ?? '';
  const [fault = '', ...others] = faultsOf(() => parsePlan(edited));
  expect(others).toEqual([]);
  const line = Number(/line (\d+)/u.exec(fault)?.[1]);
  expect(fault).toBe(`${field}: ${twice} (line ${line}); make the plan again`);
  expect(edited.split('\n')[line - 1]).toContain(`"${key}":`);
});

test('a doubled key after the steps is named with its line', () => {
  const lines = text.split('\n');
  const edited = text.replace(/\n\}\n$/u, ',\n  "steps": []\n}\n');
  expect(faultsOf(() => parsePlan(edited))).toEqual([
    `steps: ${twice} (line ${lines.length - 1}); make the plan again`,
  ]);
});

test('ids may be the names of what every object has', () => {
  const ids = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'];
  const named = sourceOf({ subUsers: ids.map((id) => ({ id, name: `Desk ${id}` })) });
  const made = makePlan({ source: named, target: targetOf(), mapping: mappingOf() });
  expect(made.steps.map(({ id, action, input }) => `${id} ${action} ${input?.name}`)).toEqual(
    ids.toSorted().map((id) => `${id} create Desk ${id}`),
  );
  expect(Object.keys(made.source.rows).toSorted()).toEqual(ids.toSorted());
  expect(parsePlan(serialisePlan(made))).toEqual(made);
});

test('a text that is not a plan is refused with the place of the fault', () => {
  expect(faultsOf(() => parsePlan(text.slice(0, -40)))[0]).toMatch(
    /^file: is not JSON \(line \d+\); make the plan again$/,
  );
  expect(faultsOf(() => parsePlan('{\n"a": 1,\n}'))).toEqual(['file: is not JSON (line 3); make the plan again']);
  expect(faultsOf(() => parsePlan('{"a":'))).toEqual(['file: is not JSON (line 1); make the plan again']);
  expect(faultsOf(() => parsePlan('hush'))).toEqual(['file: is not JSON; make the plan again']);
  expect(faultsOf(() => parsePlan('{"format":"else","version":1}'))).toEqual([
    'format: must be “subuser-plan”; make the plan again',
  ]);
  expect(faultsOf(() => parsePlan('null'))).toEqual(['format: must be “subuser-plan”; make the plan again']);
});

test('unknown keys and missing ones are named', () => {
  const { steps: _steps, ...rest } = plan;
  expect(faultsOf(() => parsePlan(JSON.stringify({ ...rest, more: 1 })))).toEqual([
    'steps: is missing; make the plan again',
    'more: is not a known field; make the plan again',
  ]);
});

test('a plan of logins says that secrets do not move, and contains none', () => {
  const there = targetOf({ traits: operatorTraits });
  const written = serialisePlan(
    makePlan({
      source,
      target: there,
      mapping: mappingOf({ grants: { calls: [], other: [] }, inheritedGrants: [], disabled: 'activate' }),
    }),
  );
  expect(written).not.toMatch(/"(password|secret|token)"/);
  expect(written).toContain('carriers do not reveal secrets');
});

test('a plan can be read in pieces of any size', async () => {
  expect([...planPieces(plan)].join('')).toBe(text);
  for (const length of [1, 2, 7, 64, 1000]) {
    const pieces = Array.from({ length: Math.ceil(text.length / length) }, (_, index) =>
      text.slice(index * length, (index + 1) * length),
    );
    expect(await parsePlanPieces(pieces)).toEqual(plan);
  }
});

test.each([
  ['on one line', JSON.stringify(plan)],
  ['by another indent', JSON.stringify(plan, undefined, 4)],
  ['by one blank', JSON.stringify(plan, undefined, 1)],
  ['with other line ends', text.replaceAll('\n', '\r\n')],
  [
    'with a step on one line',
    text.replace(/\n {4}\{\n {6}"action": "none"[^]*?\n {4}\}/u, (step) => `\n    ${JSON.stringify(JSON.parse(step))}`),
  ],
  ['with a blank line between two steps', text.replace(/(?<="steps": [^]*\n {4}\},)\n/u, '\n\n')],
])('a plan that somebody laid out anew is read: %s', (_, other) => {
  expect(other).not.toBe(text);
  expect(parsePlan(other)).toEqual(plan);
});

test.each([
  ['in the first step', '"action": "create",', '"action": "create"'],
  ['in the last step', '"action": "none",', '"action": "none"'],
  ['between two steps', '\n    },\n    {\n      "action": "none"', '\n    }\n    {\n      "action": "none"'],
  ['behind the steps', '\n  ],\n  "target"', '\n  ]\n  "target"'],
])('a comma that is gone is told with its line: %s', (_, comma, none) => {
  const broken = text.replace(comma, none);
  const place = text.indexOf(comma) + comma.indexOf(',');
  const [fault = ''] = faultsOf(() => parsePlan(broken));
  const line = Number(/line (\d+)/u.exec(fault)?.[1]);
  const gone = text.slice(0, place).split('\n').length;
  expect(Math.abs(line - gone)).toBeLessThanOrEqual(2);
});

test('invalid steps are named by their places', () => {
  const changed = {
    ...plan,
    steps: plan.steps.map((step, index) => (index % 2 === 0 ? step : { ...step, id: 1, more: 2 })),
  };
  const faults = [
    'steps.1.id: must be a text; make the plan again',
    'steps.1.more: is not a known field; make the plan again',
    'steps.3.id: must be a text; make the plan again',
    'steps.3.more: is not a known field; make the plan again',
  ];
  expect(faultsOf(() => parsePlan(JSON.stringify(changed)))).toEqual(faults);
  expect(faultsOf(() => parsePlan(JSON.stringify(changed, undefined, 2)))).toEqual(faults);
  expect(faultsOf(() => parsePlan(JSON.stringify({ ...plan, steps: [1] }, undefined, 2)))).toEqual([
    'steps.0: must be an object; make the plan again',
  ]);
});
