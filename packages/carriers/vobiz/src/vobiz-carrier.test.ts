import { secretPaths } from '@subuser/core/provider';
import { expect, test } from 'vitest';
import { vobizCarrier } from './vobiz-carrier.ts';

test('says which of its options are secrets', () => {
  expect(secretPaths(vobizCarrier.options)).toEqual(['authToken']);
});
