import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
const guard = new URL('../support/loopback-guard.ts', import.meta.url).href;

export interface DemoRun {
  exitCode: unknown;
  stdout: string;
  stderr: string;
}

/** The demo of the project in that folder in a process of its own, from the sources, so that no build is needed. */
export function runDemo(root: string): Promise<DemoRun> {
  const program = ['--conditions=@subuser/source', `--import=${guard}`, join(root, 'docs/examples/provision.ts')];
  return new Promise((resolve) => {
    execFile(process.execPath, program, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : error.code, stdout, stderr });
    });
  });
}
