// The door for applications: `openSubUsers` and all that its `SubUsers` take, return and throw.
export { type Clock, systemClock } from './ports/clock.ts';
export type { RandomInt } from './ports/random-int.ts';
export { deriveName } from './model/derive-name.ts';
export { checkName, foldName, type NameRule } from './model/name-rule.ts';
export type { NewSubUser } from './model/new-sub-user.ts';
export { checkPassword, generatePassword, type PasswordRule } from './model/password-rule.ts';
export { Secret } from './model/secret.ts';
export { type BrokenRule, type ErrorCode, errorCodes, type ErrorDetail, SubUserError } from './model/sub-user-error.ts';
export type { SubUserChange } from './model/sub-user-change.ts';
export type { Created, Credentials, Grant, Status, SubUser, SubUserId } from './model/sub-user.ts';
export { type FieldName, fieldNames, type FieldTrait, type Traits } from './model/traits.ts';
export { visible } from './model/visible.ts';
export type { CallOptions, PasswordChange, SubUserProvider, Verification } from './provider/provider.ts';
export type { Capabilities } from './sub-users/capabilities.ts';
export { openSubUsers, type SubUsersOptions } from './sub-users/open-sub-users.ts';
export type { NativeSettings } from './sub-users/native-settings.ts';
export type { CreateOptions, FindAttemptsOptions, SubUsers, UpdateOptions } from './sub-users/sub-users.ts';
