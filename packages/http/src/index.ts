export { CallContext, type Effect } from './call-context.ts';
export type { CallEvent } from './call-event.ts';
export {
  baseUrlOption,
  type CheckedConnectionOptions,
  type ConnectionOptions,
  connectionShape,
  type Pace,
  paceSchema,
  type Retries,
  retriesSchema,
  type Timeouts,
  timeoutsSchema,
} from './connection-options.ts';
export { createHttp } from './create-http.ts';
export type { HttpOptions } from './http-options.ts';
export type { Http, HttpRequest, Reply } from './http.ts';
export { createPacer } from './pacing/create-pacer.ts';
export type { Pacer } from './pacer.ts';
export { parseHttpDate } from './retrying/http-date.ts';
export { retryAfterMs } from './retrying/retry-after.ts';
export { codeOfStatus } from './reply/status-code.ts';
export { encodeForm } from './form.ts';
export { nativeReader } from './native-reader.ts';
export { cursorRefusal, placesAhead } from './paging.ts';
export {
  checkTable,
  type FieldChecks,
  isFilledText,
  isInteger,
  isListOf,
  isMissing,
  isObject,
  mayBeFlag,
  mayBeNumber,
  mayBeText,
} from './reply/check-table.ts';
export { fitting, JsonReply, type ReadReply } from './reply/json-reply.ts';
export { type Refusal, type Refusals, withoutWords } from './reply/refusal.ts';
export { type ApiCall, type Body, formBody, jsonBody, sendCall } from './reply/send-call.ts';
export { findText, searchable } from './reply/shown-once.ts';
export {
  type Marked,
  readCount,
  readFlag,
  readName,
  readTagged,
  readText,
  tolerantRow,
  unreadable,
  unreadableOf,
} from './reply/tolerant-row.ts';
