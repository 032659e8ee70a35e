import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { announcement } from './announcement.ts';
import { startVobizEmulator } from './vobiz/start-vobiz-emulator.ts';
import { startVoximplantEmulator } from './voximplant/start-voximplant-emulator.ts';

const usage = `Usage: node dist/main.js [--credentials FILE]

Starts Vobiz and Voximplant on this machine until Ctrl+C.

  --credentials FILE  write Voximplant's credentials (with a private key) to FILE, which must not exist yet
  --help              show this text
`;

async function run(): Promise<void> {
  const { values } = parseArgs({ options: { credentials: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help === true) {
    process.stdout.write(usage);
    return;
  }
  const [vobiz, voximplant] = await Promise.all([startVobizEmulator(), startVoximplantEmulator()]);
  try {
    const file = values.credentials;
    if (file !== undefined) {
      const text = `${JSON.stringify(voximplant.credentials, null, 2)}\n`;
      // Never over another file: somebody's real credentials may stand there.
      await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    }
    const stopped = new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
    process.stdout.write(await announcement({ vobiz, voximplant, credentialsFile: file, now: Date.now() }));
    await stopped;
  } finally {
    await Promise.all([vobiz.close(), voximplant.close()]);
  }
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 1;
}
