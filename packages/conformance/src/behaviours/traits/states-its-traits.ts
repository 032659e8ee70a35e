import assert from 'node:assert/strict';
import { type FieldName, fieldNames, type NameRule, type SubUserProvider, type Traits } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';

const accesses = ['read-write', 'create-only', 'read-only', 'absent'];

function checkField(traits: Traits, field: FieldName): void {
  const { access, maxLength, source } = traits.fields[field];
  assert.ok(accesses.includes(access), `traits.fields.${field}.access must be one of ${accesses.join(', ')}`);
  assert.ok(maxLength === undefined || maxLength > 0, `traits.fields.${field}.maxLength must be above 0`);
  assert.ok(source?.trim(), `traits.fields.${field}.source must name the document that says so`);
}

function checkNameRule({ minLength, maxLength, first, characters, fold, source }: NameRule): void {
  assert.ok(minLength >= 1, 'traits.name.minLength must be 1 or more');
  assert.ok(maxLength === undefined || maxLength >= minLength, 'traits.name.maxLength must not be below minLength');
  assert.ok(['lower-case', 'none'].includes(fold), 'traits.name.fold must be lower-case or none');
  assert.ok(source.trim(), 'traits.name.source must name the document that says so');
  for (const inside of [first, characters])
    if (inside !== undefined) assert.doesNotThrow(() => new RegExp(`^[${inside}]$`, 'u'), 'must be a character class');
}

function checkListing({ order, shiftEvidence }: Traits['listing']): void {
  assert.ok(['newest-first', 'unstated'].includes(order), 'traits.listing.order must be newest-first or unstated');
  assert.ok(
    ['total', 'overlap', 'stable-cursor'].includes(shiftEvidence),
    'traits.listing.shiftEvidence must be total, overlap or stable-cursor',
  );
  assert.ok(
    shiftEvidence !== 'total' || order === 'newest-first',
    'shiftEvidence total is safe only where new rows come first',
  );
}

function checkFacets(provider: SubUserProvider<unknown>): void {
  const { suspension, password, verification } = provider;
  const types = {
    ...(suspension && {
      'suspension.suspend': typeof suspension.suspend,
      'suspension.resume': typeof suspension.resume,
    }),
    ...(password && { 'password.change': typeof password.change }),
    ...(verification && { 'verification.status': typeof verification.status }),
  };
  for (const [name, type] of Object.entries(types))
    assert.equal(type, 'function', `a facet that is present is whole: ${name} is missing`);
}

export const statesItsTraits = behaviour({
  name: 'states-its-traits',
  demand: 'traits are complete, consistent and plain JSON, because plans are made from them without any request',
  async verify({ provider }) {
    const { specVersion, carrier, traits } = provider;
    assert.equal(specVersion, 1);
    assert.match(carrier, /^\S+$/u, 'carrier must be one word');
    assert.deepEqual(JSON.parse(JSON.stringify(traits)), traits, 'traits must survive JSON');
    assert.ok(['tenant', 'operator'].includes(traits.kind), 'traits.kind must be tenant or operator');
    for (const field of fieldNames) checkField(traits, field);
    checkNameRule(traits.name);
    checkListing(traits.listing);
    assert.ok(['read-write', 'create-only'].includes(traits.fields.name.access), 'a create must take a name');
    const { description, reference } = traits.fields;
    if (reference.access !== 'absent')
      assert.equal(description.access, reference.access, 'a reference lives in the description, and is as writable');
    const isChosen = traits.credentials.origin === 'chosen';
    assert.equal(traits.password !== null, isChosen, 'there is a password rule where, and only where, they are chosen');
    assert.ok(['inherits', 'none'].includes(traits.grants.omitted), 'traits.grants.omitted must be inherits or none');
    const names = traits.grants.names ?? [];
    assert.equal(new Set(names).size, names.length, 'traits.grants.names must not repeat itself');
    checkFacets(provider);
  },
});
