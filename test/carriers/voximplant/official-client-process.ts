// The official client in a process of its own, because only a process that starts with NODE_EXTRA_CA_CERTS trusts the
// emulator's certificate: the client itself has no option for it. Arguments: the host and the path of credentials.json.
import { inspect } from 'node:util';
import official from '@voximplant/apiclient-nodejs';
import type { Answer, Question } from './official-client.ts';

const [, , host = '', pathToCredentials = ''] = process.argv;
const client = new official.default({ host, pathToCredentials });

async function answerTo({ method, parameters }: Question): Promise<Answer> {
  try {
    const send = client.RoleSystem[method] as (request: object) => Promise<unknown>;
    return { resolved: await send(parameters) };
  } catch (error) {
    return { rejected: String(error), printed: inspect(error) };
  }
}

// It reads its credentials some time after it was constructed, and until then every call throws.
client.onReady = () => {
  process.on('message', (question: Question) => void answerTo(question).then((answer) => process.send?.(answer)));
  process.send?.('ready');
};
