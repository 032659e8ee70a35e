// The examples of the reference (role system), and of the carrier's own files.

export const added = { result: { subuser_id: 109 } };
export const done = { result: 1 };

const roles = [
  { role_name: 'Support', role_id: 3, inherited: true, parent_role_id: [1, 2], gui_only: true },
  { role_name: 'Accountant', role_id: 7, inherited: false, parent_role_id: [], gui_only: true },
  { role_name: 'TestRole', role_id: 14, inherited: false, parent_role_id: [], gui_only: false },
];
export const subUserRoles = { result: roles };

export const subUsers = {
  result: [
    { subuser_id: 12, subuser_name: 'iden10', description: 'A subuser', roles },
    { subuser_id: 13, subuser_name: 'support_2' },
  ],
};

export const allRoles = {
  result: [
    { role_id: 1, role_name: 'Owner', gui_only: false, child_ids: [3, 7] },
    { role_id: 2, role_name: 'Admin', gui_only: false, child_ids: [3] },
    { role_id: 3, role_name: 'Support', gui_only: true, parent_role_id: [1, 2] },
    { role_id: 9, role_name: 'User Manager', gui_only: false },
    { role_id: 10, role_name: 'CallListManager', gui_only: false },
    { role_id: 11, role_name: 'Phone Number Manager', gui_only: false },
  ],
};

export const roleGroups = {
  result: [
    { id: 1, name: 'Calls' },
    { id: 2, name: 'Billing' },
  ],
};

export const keys = {
  result: [
    {
      key_id: 'ab81c90e-573e-4046-9af9-105269dfafca',
      description: 'Deployment',
      roles,
      subuser: [{ subuser_id: 12, subuser_name: 'iden10' }],
    },
  ],
};
