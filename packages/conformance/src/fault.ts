/** What the suite loses or breaks, as an operation of the contract. */
export type FaultyOperation = 'create' | 'get' | 'list' | 'update' | 'delete';

/**
 * What can happen to a call, whatever the carrier and however it is reached.
 *
 * - `refused-before-sending`: no connection. The carrier sees nothing.
 * - `lost-before-applying`: the request leaves, then the connection breaks. The carrier changes nothing.
 * - `lost-after-applying`: the carrier carries it out, then the connection breaks before the answer.
 * - `failed-after-applying`: the carrier carries it out, then answers that it has failed itself (HTTP: 500).
 * - `garbled-after-applying`: the carrier carries it out, and what arrives as a success is no answer of it (HTTP: a web
 *   page with status 200, as a proxy on the way makes it).
 * - `rate-limited`: the carrier answers, in its own way, that this is too much. It changes nothing.
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
  /** For `update` it is the request that changes one text field (the description, where there is one). */
  operation: FaultyOperation;
  fault: Fault;
}
