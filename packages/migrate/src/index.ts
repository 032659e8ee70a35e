export type { CredentialSink, SealedCredentials, SealedLine } from './credential-sink.ts';
export type { Inventory, Listed } from './inventory.ts';
export type { Journal, JournalEntry } from './journal.ts';
export { type Mapping, mappingSchema } from './mapping.ts';
export type { Loss, Plan, PlanAction, PlannedChange, PlannedInput, PlanSide, PlanStep } from './plan.ts';
