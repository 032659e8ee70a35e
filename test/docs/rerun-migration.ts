import { openSession, type Session } from '../cli/session.ts';
import { commandsOf, steady, runnableBlocks, withBodies } from './runnable-blocks.ts';

/** As many sub-users as a reader can look over, the same ones on every run. */
const tenants = 12;

/** What happens on the carriers' side while a block runs. */
const scenes: Readonly<Record<string, (session: Session) => void>> = {
  'Ctrl+C during the 5th create'({ voximplant, interrupt }) {
    let creates = 0;
    voximplant.control.inject(({ operation }) => {
      if (operation === 'create' && (creates += 1) === 5) interrupt();
      return undefined;
    });
  },
  'the target is full at the 5th create'({ voximplant }) {
    let creates = 0;
    voximplant.control.inject(({ operation }) => {
      if (operation !== 'create' || (creates += 1) < 5) return undefined;
      return { fault: 'error-200', code: 438 };
    });
  },
  'somebody adds one to the target': ({ voximplant }) => void voximplant.control.seed(1),
};

/** The configuration of the document, on the emulators. */
async function configure(session: Session, text: string): Promise<void> {
  const { vobiz, voximplant, environment } = session;
  const config = JSON.parse(text) as { profiles: Record<string, Record<string, unknown>> };
  for (const profile of Object.values(config.profiles))
    profile['baseUrl'] = profile['carrier'] === 'vobiz' ? vobiz.origin : voximplant.origin;
  const { authId, authToken } = vobiz.credentials;
  Object.assign(environment, { OLD_AUTH_ID: authId, OLD_AUTH_TOKEN: authToken });
  await session.write('subuser.config.json', config);
  await session.write('voximplant.json', voximplant.credentials);
}

/** Runs the commands of a block as a shell would that knows `>`, `| head -n` and `$?`, and nothing else. */
async function runBlock(session: Session, body: string): Promise<string> {
  let text = '';
  let code = 0;
  for (const line of commandsOf(body)) {
    text += `$ ${line}\n`;
    if (line === 'echo $?') {
      text += `${code}\n`;
      continue;
    }
    const [, command = '', file, head] = /^subuser (.*?)(?: > (\S+)| \| head -n (\d+))?$/u.exec(line) ?? [];
    const { data, messages, ...ending } = await session.run(command);
    code = ending.code;
    if (head !== undefined) text += data.split('\n').slice(0, Number(head)).join('\n') + `\n${messages}`;
    else if (file === undefined) text += data + messages;
    else {
      await session.write(file, data);
      text += messages;
    }
  }
  return steady(text);
}

/** The document with every block as it is when a reader follows it from the top. */
export async function rerunMigration(markdown: string): Promise<string> {
  const session = await openSession();
  try {
    session.vobiz.control.seed(tenants);
    const blocks = runnableBlocks(markdown);
    const bodies: string[] = [];
    for (const { body, file, scene } of blocks) {
      if (file === 'subuser.config.json') await configure(session, body);
      else if (file !== undefined) await session.write(file, body);
      if (scene !== undefined) {
        const play = scenes[scene];
        if (play === undefined) throw new Error(`no scene “${scene}”; there are: ${Object.keys(scenes).join(', ')}`);
        play(session);
      }
      bodies.push(file === undefined ? await runBlock(session, body) : body);
      if (scene !== undefined) session.voximplant.control.inject(() => undefined);
    }
    return withBodies(markdown, blocks, bodies);
  } finally {
    await session.close();
  }
}
