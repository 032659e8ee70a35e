// The door for those who only recognise errors, in a browser for example: `SubUserError` alone, without zod.
export { type BrokenRule, type ErrorCode, errorCodes, type ErrorDetail, SubUserError } from './model/sub-user-error.ts';
