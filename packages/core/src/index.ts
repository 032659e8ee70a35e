export { type Capabilities, capabilitiesOf } from './capabilities.ts';
export { type Clock, systemClock } from './clock.ts';
export {
  connectionShape,
  type Pace,
  paceSchema,
  type Retries,
  retriesSchema,
  type Timeouts,
  timeoutsSchema,
} from './connection-options.ts';
export { deriveName } from './derive-name.ts';
export { checkName, foldName, type NameRule } from './name-rule.ts';
export { type NewSubUser, newSubUserSchema, type SubUserDraft } from './new-sub-user.ts';
export { openSubUsers, type SubUsersOptions } from './open-sub-users.ts';
export type { Pacer } from './pacer.ts';
export { brokenRules, parseOptions } from './parse-options.ts';
export { checkPassword, generatePassword, type PasswordRule } from './password-rule.ts';
export type {
  CallOptions,
  Page,
  PageRequest,
  PasswordChange,
  Passwords,
  SubUserProvider,
  Suspension,
  Verification,
  Verifications,
} from './provider.ts';
export { type RandomInt, randomString, systemRandomInt } from './random-int.ts';
export { readTag, type ReferenceTag } from './reference-tag.ts';
export { codeOfError, safeCause } from './safe-cause.ts';
export { Secret } from './secret.ts';
export { SignalHub } from './signal-hub.ts';
export { type BrokenRule, type ErrorCode, errorCodes, type ErrorDetail, SubUserError } from './sub-user-error.ts';
export { type SubUserChange, subUserChangeSchema, type SubUserRevision } from './sub-user-change.ts';
export type { Created, Credentials, Grant, Status, SubUser, SubUserId } from './sub-user.ts';
export type { CreateOptions, SubUsers } from './sub-users.ts';
export { type FieldName, fieldNames, type FieldTrait, type Traits } from './traits.ts';
