export { createVoximplant, createVoximplantClient } from './create-voximplant.ts';
export type { DecimalId } from './decimal-id.ts';
export type { RoleSelection } from './roles/role-selection.ts';
export type { CreatedKey, KeyView, RoleGroupView, RoleView, Rows, SubUserView } from './voximplant-api.ts';
export type { VoximplantClient } from './voximplant-client.ts';
export type {
  VoximplantCredentials,
  VoximplantCredentialsFields,
  VoximplantCredentialsFile,
} from './credentials/voximplant-credentials.ts';
export type { VoximplantKeyClient } from './voximplant-key-client.ts';
export { nativeOf } from './voximplant-native.ts';
export { type VoximplantOptions, voximplantEnvironment } from './voximplant-options.ts';
export { voximplantCarrier } from './voximplant-carrier.ts';
export type {
  AddSubUserParameters,
  CreateKeyParameters,
  GetKeysParameters,
  GetSubUsersParameters,
  SetSubUserInfoParameters,
  UpdateKeyParameters,
} from './voximplant-request.ts';
export type { VoximplantRoleClient } from './roles/voximplant-role-client.ts';
export { voximplantTraits } from './voximplant-traits.ts';
