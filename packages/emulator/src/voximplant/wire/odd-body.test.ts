import { expect, test } from 'vitest';
import { oddBody } from './odd-body.ts';

test('keeps what matters and spoils the rest', () => {
  const row = { subuser_id: 109, subuser_name: 'alice', description: 'Support desk' };
  const role = { role_id: 3, role_name: 'Support', gui_only: true, inherited: true, parent_role_id: [1, 2] };
  const spoilt = { count: null, total_count: 'many', trace: { id: [1, null] } };
  expect(oddBody({ result: [{ ...row, roles: [role] }] })).toEqual({
    ...spoilt,
    result: [
      {
        ...row,
        description: 17,
        roles: [{ role_id: 3, role_name: 'Support', gui_only: 'no', inherited: null, parent_role_id: '1;2' }],
      },
    ],
  });
  expect(oddBody({ result: { subuser_id: 109 } })).toEqual({ ...spoilt, result: { subuser_id: 109 } });
  expect(oddBody(undefined)).toEqual(spoilt);
});
