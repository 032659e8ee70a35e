import { resolve } from 'node:path';
import type { ApplyResult, StepFailure } from '@subuser/migrate';
import type { Command } from 'commander';
import { type Context, describedCommand } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { listenForStop } from '../../terminal/listen-for-stop.ts';
import { parseCount, parseRate } from '../number-option.ts';
import { type ProgressBar, startProgress } from '../../terminal/progress-bar.ts';
import { print, say, type Terminal } from '../../terminal/terminal.ts';
import { recordWaits } from './record-waits.ts';

interface ApplyFlags {
  seal: string;
  recipient: string;
  journal?: string;
  concurrency: number;
  rate?: number;
  retryFailed?: true;
  json?: true;
}

/** How many steps a line names. */
const shownSteps = 3;

function tellFailed(terminal: Terminal, failed: readonly StepFailure[]): void {
  for (const { id, name, code, message } of failed) say(terminal, `! ${id} (${name}) failed (${code}): ${message}`);
}

function tellSettled(terminal: Terminal, { done, failed }: ApplyResult): void {
  if (done > 0) say(terminal, `${done} that an earlier run had begun are settled; nothing new was begun.`);
  tellFailed(terminal, failed);
}

function tellUnsealed(terminal: Terminal, file: string, steps: readonly string[]): void {
  const more = steps.length > shownSteps ? ` and ${steps.length - shownSteps} more` : '';
  say(
    terminal,
    `! ${file} does not hold the credentials of ${steps.length} done before (${steps.slice(0, shownSteps).join(', ')}${more}): ` +
      'they are in another file, or lost. Of those that are lost, delete the target and make a new plan.',
  );
}

export function applyCommand(context: Context): Command {
  const { terminal } = context;
  return describedCommand(
    'apply',
    'do what a plan says; the same command goes on after any stop',
    'migrate apply plan.json --seal credentials.jwe --recipient keys/public.jwk.json',
  )
    .argument('<plan.json>')
    .requiredOption('--seal <file>', 'where new credentials go, encrypted')
    .requiredOption('--recipient <key.json>', 'the public key of whoever may open them (subuser secrets keygen)')
    .option('--journal <file>', 'default: beside the plan')
    .option('--concurrency <count>', 'requests at once', parseCount, 16)
    .option('--rate <per second>', 'requests a second to the target at most', parseRate)
    .option('--retry-failed', 'try failed steps again')
    .option('--json', 'the result as one object')
    .action(async (file: string, flags: ApplyFlags, command: Command) => {
      const { SubUserError } = await import('@subuser/core');
      const { applyPlan, checkBasis, openFileJournal, openFileSink, targetsTouched } = await import('@subuser/migrate');
      const { readKey } = await import('../../files/read-key.ts');
      const { withAccounts } = await import('./accounts.ts');
      const { journalPath, readPlan } = await import('./plan-files.ts');
      const plan = await readPlan(file, terminal);
      const recipient = await readKey(terminal, flags.recipient);
      const { concurrency, rate } = flags;
      const pace = { pace: { concurrency, ...(rate !== undefined && { perSecond: rate }) } };
      const sides = { from: plan.source.profile, to: plan.target.profile, pace };
      await withAccounts(context, command, sides, async ({ target, inventories }) => {
        const journal = await openFileJournal(journalPath(file, flags.journal, terminal));
        const stop = listenForStop(terminal, 'Finishing what is in flight; the same command goes on from there.');
        let stopRecording: (() => void) | undefined;
        try {
          const sink = await openFileSink(resolve(terminal.directory, flags.seal), recipient);
          try {
            const now = await inventories();
            // The pace bounds the requests; as many steps again write and seal meanwhile. One at a time is just that.
            const steps = concurrency === 1 ? 1 : 2 * concurrency;
            const parts = {
              plan,
              target,
              journal,
              sink,
              signal: stop.gently,
              hardSignal: stop.now,
              concurrency: steps,
            };
            try {
              checkBasis(plan, now.source, now.target, await targetsTouched(plan, journal, now.target));
            } catch (error) {
              // A new plan would take for right what a kill has left without its secret.
              if (SubUserError.is(error, 'failed-precondition'))
                tellSettled(terminal, await applyPlan({ ...parts, onlyBegun: true }));
              throw error;
            }
            stopRecording = recordWaits(journal, Date.now);
            let bar: ProgressBar | undefined;
            const result = await applyPlan({
              ...parts,
              retryFailed: flags.retryFailed === true,
              onWork: (steps) => (bar = startProgress(terminal, 'Applying', steps, Date.now)),
              onProgress: ({ state }) => {
                if (state !== 'started') bar?.advance();
              },
            });
            const { done, skipped, failed, left, blocked, stopped, refusal, unsealed } = result;
            bar?.stop(
              `${done} done, ${skipped} done before, ${failed.length} failed, ${left} left, ${blocked} blocked.`,
            );
            if (flags.json) print(terminal, JSON.stringify({ done, skipped, failed, left, blocked, stopped }));
            tellFailed(terminal, failed);
            if (unsealed) tellUnsealed(terminal, flags.seal, unsealed);
            if (refusal) throw refusal;
            if (stopped || left > 0) {
              say(terminal, `Stopped. The same command goes on: subuser ${terminal.arguments.join(' ')}`);
              context.exit.code = exitCode.stopped;
            } else if (failed.length > 0) {
              say(terminal, 'Add --retry-failed to try the failed ones again.');
              context.exit.code = exitCode.error;
            }
          } finally {
            await sink.close();
          }
        } finally {
          stop.end();
          stopRecording?.();
          await journal.close();
        }
      });
    });
}
