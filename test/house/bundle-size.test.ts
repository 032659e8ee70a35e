// Small imports stay small in an application that bundles what it uses. Like built.test.ts it reads dist/.
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { carrierNames } from '../../workspace.ts';
import { projectRoot } from './project-files.ts';

const mostBytes = 8192;

/** The size of this program in one minified file, and the paths of the files in it. */
async function bundle(program: string): Promise<{ bytes: number; paths: string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: projectRoot },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const paths = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
  return { bytes: outputFiles[0]?.contents.length ?? Infinity, paths };
}

test.each(['@subuser/core/errors', ...carrierNames().map((name) => `@subuser/${name}/traits`)])(
  `all of %s is at most ${mostBytes} bytes`,
  async (specifier) => {
    const { bytes } = await bundle(`export * from '${specifier}'`);
    expect(bytes).toBeGreaterThan(200);
    expect(bytes).toBeLessThanOrEqual(mostBytes);
  },
);

test('deriveName brings no HTTP client', async () => {
  const { paths } = await bundle(`export { deriveName } from '@subuser/core'`);
  expect(paths.filter((path) => path.includes('/any-ascii/'))).not.toEqual([]);
  expect(paths.filter((path) => path.includes('/undici/'))).toEqual([]);
});
