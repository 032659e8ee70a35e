/** The operations whose requests the suite loses or breaks. */
export type FaultyOperation = 'create' | 'get' | 'list' | 'update' | 'delete';

/**
 * What can happen to a call on any carrier.
 *
 * - `refused-before-sending`: no connection. The carrier sees nothing.
 * - `lost-before-applying`: the request leaves, then the connection breaks. The carrier changes nothing.
 * - `lost-after-applying`: the carrier applies it, then the connection breaks before the answer.
 * - `failed-after-applying`: the carrier applies it, then answers that it has failed itself (HTTP: 500).
 * - `garbled-after-applying`: the carrier applies it, and a success arrives that is not its answer (HTTP: a web page with
 *   status 200, as a proxy on the way may send it).
 * - `rate-limited`: the carrier answers, in its own way, that there are too many requests. It changes nothing.
 * - `unanswered`: the request leaves, the connection stays, and no answer ever comes. The carrier changes nothing.
 */
export type Fault =
  | 'refused-before-sending'
  | 'lost-before-applying'
  | 'lost-after-applying'
  | 'failed-after-applying'
  | 'garbled-after-applying'
  | 'rate-limited'
  | 'unanswered';

/** Strikes the next request of that operation, and only that one. */
export interface PlannedFault {
  /** For `update`, the request that changes one text field (the description, if there is one). */
  operation: FaultyOperation;
  fault: Fault;
}
