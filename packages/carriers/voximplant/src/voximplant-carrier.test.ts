import { secretPaths } from '@subuser/core/provider';
import { expect, test } from 'vitest';
import { voximplantCarrier } from './voximplant-carrier.ts';

test('says which of its options are secrets', () => {
  expect(secretPaths(voximplantCarrier.options)).toEqual(['credentials']);
});
