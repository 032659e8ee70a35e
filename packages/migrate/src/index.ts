export type { CredentialSink, SealedCredentials, SealedLine } from './credential-sink.ts';
export type { Inventory, Listed } from './inventory.ts';
export type { Journal, JournalEntry } from './journal.ts';
export { type Mapping, mappingSchema } from './mapping.ts';
export type { Loss, Plan, PlanAction, PlannedChange, PlannedInput, PlanSide, PlanStep } from './plan.ts';
export { type ApplyOptions, applyPlan, type ApplyProgress, type ApplyResult } from './apply-plan.ts';
export { type FileJournalOptions, openFileJournal, readJournal } from './file-journal.ts';
export type { LockOwner } from './file-lock.ts';
export { type FileSinkOptions, openFileSink } from './file-sink.ts';
export type { FileSystem, GrowingFile } from './file-system.ts';
export { MigrationError, type MigrationErrorCode } from './migration-error.ts';
export { generateSealKeys, type OpenedCredentials, openSealed } from './open-sealed.ts';
export { type PlanStatus, planStatus, type StatusPoint, type StepState, type StepStatus } from './plan-status.ts';
export type { StepFailure } from './step-failure.ts';
export {
  type UndoOptions,
  undoPlan,
  type UndoProgress,
  type UndoResult,
  type UndoTarget,
  undoTargets,
} from './undo-plan.ts';
export { type InventoryOptions, takeInventory } from './take-inventory.ts';
export { checkBasis } from './check-basis.ts';
export { makePlan } from './make-plan.ts';
export { mappingJsonSchema, parseMapping } from './parse-mapping.ts';
export { parsePlan, parsePlanPieces, planPieces, serialisePlan } from './plan-file.ts';
export { starterMapping } from './starter-mapping.ts';
export {
  type Sigil,
  type Uncompared,
  type Verification,
  type VerificationLine,
  verificationRows,
  type VerificationRow,
} from './verification.ts';
export { verifyPlan } from './verify-plan.ts';
export { targetsMade } from './targets-made.ts';
export { reportHtml, type ReportParts } from './report/report-html.ts';
