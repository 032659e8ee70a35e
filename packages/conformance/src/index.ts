export type { Behaviour } from './behaviour.ts';
export { type BehaviourName, behaviours } from './behaviours.ts';
export { describeProvider, type DescribeOptions } from './describe-provider.ts';
export type { Fault, FaultyOperation, PlannedFault } from './fault.ts';
export type { Ability, Harness, OpenHarness } from './harness.ts';
export { judge, type Verdict } from './judge.ts';
export type { Skips } from './skips.ts';
