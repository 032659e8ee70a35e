export { type BrokenRule, type ErrorCode, errorCodes, type ErrorDetail, SubUserError } from './model/sub-user-error.ts';
