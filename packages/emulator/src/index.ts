export type { Control, Decide } from './loopback/control.ts';
export type { Fault, FaultRule, QueuedFault } from './loopback/fault.ts';
export type { LoggedRequest, RequestFacts } from './loopback/logged-request.ts';
