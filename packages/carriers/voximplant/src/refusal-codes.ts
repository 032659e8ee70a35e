import type { ErrorCode } from '@subuser/core';

/** What a carrier's code means here. */
export interface RefusalCode {
  /** The carrier's name for it. */
  name: string;
  /** `fault`: nobody knows whether it was applied: `unavailable` for a read, `outcome-unknown` for a write. */
  code: ErrorCode | 'fault';
  /** What happened and what to do, in sentences. */
  advice: string;
  /** The field whose value is refused, where the code itself says which. */
  field?: string;
}

interface Group extends Omit<RefusalCode, 'name'> {
  names: Readonly<Record<number, string>>;
}

const logIn = 'Check the account id, the key id and the private key, and that the account is active.';
const clock = 'Set this machine’s clock, or find what is between it and the carrier.';
const allowList = 'Add this machine’s address to the account’s list of allowed addresses in the control panel.';
const passwordRule =
  'The carrier wants at least 8 characters with an upper-case letter, a lower-case letter, a digit and a special character, no white space, nothing weak and nothing used before.';

// The codes that calls of the role system can return (voximplant.md), named as in the carrier's table of errors. The
// carrier's wording differs between its documents and its service, so only codes decide.
const groups: readonly Group[] = [
  {
    // All codes below 100 in the carrier's table: one of its own parts failed, at any point of the call.
    code: 'fault',
    advice: 'The carrier failed.',
    names: {
      1: 'FATAL_ERROR',
      2: 'INTERNAL_ERROR',
      4: 'DB_ERROR',
      5: 'BILLING_ERROR',
      6: 'API_KEY_GENERATION_FAILURE',
      9: 'ACTIVATION_MAIL_ERROR',
      10: 'SESSION_ID_GENERATION_ERROR',
      12: 'INVALID_FUNC_NAME',
      13: 'INTERNAL_CONFIGURATION_ERROR',
      14: 'SMS_GATEWAY_ERROR',
      15: 'MEDIA_SERVER_ERROR',
      16: 'MEDIA_BALANCER_ERROR',
      17: 'PAYPOINT_ERROR',
      18: 'CALLERID_VERIFICATION_ERROR',
      19: 'ACD_FAILED',
      20: 'PHONE_PROVIDER_FAILED',
      21: 'CALL_SERVICE_FAILED',
      22: 'CONFERENCE_BALANCER_ERROR',
      23: 'CONFERENCE_SERVER_ERROR',
    },
  },
  {
    code: 'fault',
    advice: 'The carrier suspects that this very call was sent before.',
    names: { 484: 'HTTP_REQUEST_REJECTED', 515: 'SAME_OPERATION_LIMIT' },
  },
  {
    code: 'unauthenticated',
    advice: `The credentials are refused, or their role does not suffice: managing subusers takes the role Owner. ${logIn}`,
    names: { 100: 'AUTHORIZATION_FAILED' },
  },
  {
    code: 'unauthenticated',
    advice: logIn,
    names: {
      131: 'ACCOUNT_ISNT_ACTIVATED',
      135: 'SESSION_TIMEOUT',
      137: 'ACCOUNT_ISNT_LOGGED',
      161: 'INVALID_SESSION_ID',
      447: 'INVALID_TOKEN_FORMAT',
    },
  },
  {
    code: 'unauthenticated',
    advice: `The token’s times are refused. ${clock}`,
    names: { 454: 'INVALID_TOKEN_TTL', 455: 'TOKEN_ISSUED_IN_FUTURE', 456: 'TOKEN_EXPIRED' },
  },
  {
    code: 'permission-denied',
    advice: 'The key may not call this method: give it the role Owner.',
    names: { 104: 'FORBIDDEN_COMMAND' },
  },
  {
    code: 'permission-denied',
    advice: allowList,
    names: {
      320: 'INVALID_AUTHORIZED_IP',
      321: 'AUTHORIZED_IP_NOT_FOUND',
      322: 'INVALID_CONTAINS_IP',
      323: 'IP_WHITELIST_EXCEEDED',
      536: 'PARENT_AUTHORIZED_IPS_USED',
    },
  },
  {
    code: 'rate-limited',
    advice: 'Slow down and repeat the call later; nothing was applied.',
    names: { 162: 'TRY_LATER', 340: 'RATE_LIMIT_EXCEED', 416: 'RETRY_LATER' },
  },
  { code: 'not-found', advice: 'There is no such subuser.', names: { 434: 'INVALID_SUB_USER_ID' } },
  { code: 'not-found', advice: 'There is no such key.', names: { 433: 'INVALID_KEY_ID' } },
  {
    code: 'already-exists',
    advice: 'The login is taken: choose another name, or look up the subuser that has it.',
    names: { 436: 'SUB_USER_LOGIN_NOT_UNIQUE' },
  },
  {
    code: 'quota-exceeded',
    advice: 'The account may not have more: delete what is not used, or ask the carrier for a higher limit.',
    names: { 437: 'MAX_NUMBER_OF_KEYS_EXCEEDED', 438: 'MAX_NUMBER_OF_SUB_USERS_EXCEEDED' },
  },
  {
    code: 'failed-precondition',
    advice: 'The carrier does not allow these roles together, or not for this holder.',
    names: { 435: 'INVALID_ROLE_SET' },
  },
  {
    code: 'failed-precondition',
    advice: 'Keys of the subuser still hold the role: take it off them first, or remove it with force.',
    names: { 439: 'SUB_USER_HAS_KEYS_WITH_ROLES_TO_REMOVE' },
  },
  {
    // A role is always an argument of these calls, never their subject: `not-found` would mean a missing subuser.
    code: 'invalid-argument',
    field: 'grants',
    advice: 'There is no such role: grants() lists those that there are.',
    names: { 440: 'INVALID_ROLE_ID', 441: 'INVALID_ROLE_NAME' },
  },
  {
    code: 'invalid-argument',
    field: 'grants',
    advice: 'Roles are named by id or by name, not by both.',
    names: { 449: 'ROLE_ID_AND_ROLE_NAME_AT_THE_SAME_TIME' },
  },
  {
    code: 'invalid-argument',
    field: 'current',
    advice: 'The present password must be given: without it no password can be changed.',
    names: { 448: 'CURRENT_SUB_USER_PASSWORD_MISSING' },
  },
  {
    code: 'invalid-argument',
    field: 'name',
    advice: 'A login has 5 to 20 characters of a-z 0-9 _ - and begins with a letter.',
    names: { 452: 'INVALID_SUB_USER_NAME_LEN', 453: 'INVALID_SUB_USER_NAME_SYMBOLS' },
  },
  {
    code: 'invalid-argument',
    field: 'password',
    advice: passwordRule,
    names: {
      463: 'EMPTY_NEW_PASSWORD',
      464: 'REQUIRED_CHARACTERS_NEW_PASSWORD',
      523: 'PASSWORD_TOO_WEAK',
      524: 'WHITESPACES_NOT_ALLOWED',
      535: 'PASSWORD_WAS_ALREADY_USED',
    },
  },
  {
    code: 'invalid-argument',
    advice: 'The carrier refuses a parameter.',
    names: {
      101: 'INVALID_ARGUMENTS',
      134: 'REQUIRED_IS_EMPTY',
      477: 'LENGTH_EXCEEDED',
      485: 'PARAMETER_CANT_BE_EMPTY_EX',
      492: 'FORBIDDEN_PARAMETER',
      496: 'INVALID',
      497: 'INVALID_RANGE',
      499: 'TOO_LONG',
    },
  },
  {
    code: 'internal',
    advice: 'The carrier does not know the method: check that baseUrl is the address of its Management API.',
    names: { 102: 'MISSING_CMD', 103: 'UNKNOWN_COMMAND' },
  },
];

export const refusalCodes: ReadonlyMap<number, RefusalCode> = new Map(
  groups.flatMap(({ names, ...meaning }) =>
    Object.entries(names).map(([code, name]) => [Number(code), { ...meaning, name }] as const),
  ),
);
