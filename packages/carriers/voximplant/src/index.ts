export { createVoximplant, createVoximplantClient } from './create-voximplant.ts';
export type { DecimalId } from './decimal-id.ts';
export type { CreateKeyParameters, GetKeysParameters, KeyCalls, UpdateKeyParameters } from './key-calls.ts';
export { nativeOf } from './native.ts';
export type { RoleCalls } from './role-calls.ts';
export type { RoleSelection } from './role-selection.ts';
export type {
  AddSubUserParameters,
  GetSubUsersParameters,
  SetSubUserInfoParameters,
  SubUserCalls,
} from './sub-user-calls.ts';
export type { CreatedKey, KeyView, RoleGroupView, RoleView, Rows, SubUserView } from './voximplant-api.ts';
export type { VoximplantClient } from './voximplant-client.ts';
export type {
  VoximplantCredentials,
  VoximplantCredentialsFields,
  VoximplantCredentialsFile,
} from './voximplant-credentials.ts';
export { type VoximplantOptions, voximplantEnvironment } from './voximplant-options.ts';
export { voximplantCarrier } from './voximplant-carrier.ts';
export { voximplantTraits } from './voximplant-traits.ts';
