import { expect, test } from 'vitest';
import { failure, faultsOf } from '../../test-support/failure.ts';
import { givenName } from './given-name.ts';
import { mappingJsonSchema, parseMapping } from './parse-mapping.ts';

const parse = (mapping: Record<string, unknown>) => () => parseMapping({ version: 1, ...mapping });

test('every part has a default', () => {
  expect(parseMapping({ version: 1 })).toEqual({
    version: 1,
    filter: {},
    names: {},
    grants: {},
    inheritedGrants: null,
    disabled: 'keep',
    defaults: {},
  });
});

test('every broken rule is named with its path at once', () => {
  const act = parse({ version: 2, filter: { onyl: [] }, names: { a: '' }, disabled: 'maybe', grants: { calls: 'x' } });
  expect(faultsOf(act)).toEqual([
    'version: must be 1; a higher version needs a newer subuser: update subuser, or write the mapping again',
    'filter.onyl: is not a known field',
    'names.a: must not be empty',
    'grants.calls: must be a list',
    'disabled: must be one of keep, activate, skip',
  ]);
  expect(failure(act).code).toBe('invalid-argument');
  expect(faultsOf(() => parseMapping([]))).toEqual(['input: must be an object']);
});

test('includes are followed by name, in any spelling', () => {
  const grants = { calls: ['A'], 'Team Lead': ['=calls', 'B'], boss: ['=team-lead', '=calls'] };
  expect(parse({ grants, inheritedGrants: ['=boss'] })().grants).toEqual(grants);
});

test('a cycle is reported once, with its path', () => {
  expect(faultsOf(parse({ grants: { a: ['x', '=b'], b: ['=c'], c: ['=a'], d: ['=a'] } }))).toEqual([
    'grants.c.0: includes itself (a → b → c → a); remove one of these includes',
  ]);
  expect(faultsOf(parse({ grants: { a: ['=a'] } }))).toEqual([
    'grants.a.0: includes itself (a → a); remove one of these includes',
  ]);
});

test('an include without an entry and two entries for one grant are invalid', () => {
  expect(faultsOf(parse({ grants: { a: ['=b'], Calls: [], 'ca-lls': [] }, inheritedGrants: ['x', '=z'] }))).toEqual([
    'grants.a.0: grants has no entry “b”; add one, or write a grant without =',
    'grants.ca-lls: is the same grant as “Calls”; merge the two entries',
    'inheritedGrants.1: grants has no entry “z”; add one, or write a grant without =',
  ]);
});

test('a mapping with a secret is refused, however deep it is, and the secret is not repeated', () => {
  const act = parse({ defaults: { carrierOptions: { rate: 1, deep: [{ apiKey: 'hush' }], Password: 'hush' } } });
  const rule = 'looks like a secret, and the plan will contain this mapping; remove it and set it after the create';
  expect(faultsOf(act)).toEqual([
    `defaults.carrierOptions.deep.0.apiKey: ${rule}`,
    `defaults.carrierOptions.Password: ${rule}`,
  ]);
  expect(failure(act).message).not.toContain('hush');
  expect(
    parse({ defaults: { carrierOptions: { rate: 1, deep: [{ mode: null }] } } })().defaults.carrierOptions,
  ).toEqual({
    rate: 1,
    deep: [{ mode: null }],
  });
});

test('the JSON Schema describes each part and asks for the version only', () => {
  const schema = mappingJsonSchema();
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['version'],
    additionalProperties: false,
  });
  const properties = schema['properties'] as Record<string, { description?: string }>;
  expect(Object.keys(properties)).toEqual([
    '$schema',
    'version',
    'account',
    'filter',
    'names',
    'grants',
    'inheritedGrants',
    'disabled',
    'defaults',
  ]);
  const undescribed = Object.entries(properties).filter(([, { description }]) => description === undefined);
  expect(undescribed.map(([name]) => name)).toEqual(['$schema']);
});

test('a key that would be lost is refused', () => {
  const mapping = JSON.parse('{ "version": 1, "names": { "__proto__": "desk" } }') as unknown;
  expect(faultsOf(() => parseMapping(mapping))).toEqual([
    'names.__proto__: cannot be a key here; leave that sub-user out by filter.except',
  ]);
});

test('an id may be the name of what every object has', () => {
  const { names } = parseMapping({ version: 1, names: { constructor: 'desk' } });
  expect(['constructor', 'toString', '__proto__'].map((id) => givenName({ names }, id))).toEqual([
    'desk',
    undefined,
    undefined,
  ]);
});
