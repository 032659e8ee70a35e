export { changesPasswordsOrRefuses } from './changes-passwords-or-refuses.ts';
export { followsItsPasswordRule } from './follows-its-password-rule.ts';
export { issuesASecretThatWorks } from './issues-a-secret-that-works.ts';
export { keepsSecretsOutOfErrors } from './keeps-secrets-out-of-errors.ts';
export { keepsSecretsOutOfResults } from './keeps-secrets-out-of-results.ts';
