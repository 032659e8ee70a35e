import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { projectRoot } from './project-files.ts';

/** Runs a program on the sources, from the root of the project; it can reach only loopback. */
export async function runProgram(program: string): Promise<{ code: number; output: string; errors: string }> {
  const guard = new URL('../support/loopback-guard.ts', import.meta.url).href;
  const node = spawn(
    process.execPath,
    ['--conditions=@subuser/source', '--import', guard, '--input-type=module-typescript'],
    { cwd: projectRoot },
  );
  node.stdin.end(program);
  const ended = new Promise<number>((resolve) => node.once('close', resolve));
  const [code, output, errors] = await Promise.all([ended, text(node.stdout), text(node.stderr)]);
  return { code, output, errors };
}

/** The compiler's errors for a program, with the settings of our own tests; empty if there are none. Node does not check types. */
export async function typeFaults(program: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'program-'));
  try {
    await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, 'program.ts'), program);
    const settings = {
      extends: join(projectRoot, 'tsconfig.test.json'),
      files: ['program.ts'],
      include: [],
      references: [],
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    const compiler = join(projectRoot, 'node_modules/typescript/bin/tsc');
    return await new Promise((resolve) => {
      execFile(process.execPath, [compiler, '-p', '.'], { cwd: folder }, (_error, stdout, stderr) =>
        resolve(stdout + stderr),
      );
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
