// The door for adapter authors: the contract, the model that it speaks, and what makes an adapter short. They need no other.

// The contract.
export type { Carrier } from './carrier.ts';
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

// The model: what a provider is given, and what it returns or throws.
export { copiedSubUserSchema, newSubUserSchema, type SubUserDraft } from '../model/new-sub-user.ts';
export { copiedChangeSchema, subUserChangeSchema, type SubUserRevision } from '../model/sub-user-change.ts';
export type { Created, Credentials, Grant, Status, SubUser, SubUserId } from '../model/sub-user.ts';
export { Secret } from '../model/secret.ts';
export {
  type BrokenRule,
  type ErrorCode,
  errorCodes,
  type ErrorDetail,
  SubUserError,
} from '../model/sub-user-error.ts';

// Traits: what a carrier can hold, as data.
export { type FieldName, fieldNames, type FieldTrait, type Traits } from '../model/traits.ts';
export { checkName, foldName, type NameRule } from '../model/name-rule.ts';
export type { PasswordRule } from '../model/password-rule.ts';
export { readTag, type ReferenceTag, sampleNonce, writeTag } from '../model/reference-tag.ts';

// Options and their secrets.
export { brokenRules, parseOptions } from './parse-options.ts';
export { inOurWords } from './in-our-words.ts';
export { secretField, secretPaths, secretText } from './secret-text.ts';

// Time, chance, cancellation, causes.
export { type Clock, systemClock } from '../ports/clock.ts';
export { type RandomInt, systemRandomInt } from '../ports/random-int.ts';
export { SignalHub } from '../ports/signal-hub.ts';
export { codeOfError, safeCause } from './safe-cause.ts';
