const idPattern = /^SA_[A-Za-z0-9]+$/u;

/**
 * Whether it can be a sub-account's `auth_id`. Neither `undefined`, nor an empty id, nor a path may ever be sent in its
 * place (vobiz.md: Vobiz's own SDK sends `DELETE …/undefined`).
 */
export function isSubAccountId(id: unknown): boolean {
  return typeof id === 'string' && idPattern.test(id);
}
