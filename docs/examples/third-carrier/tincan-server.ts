// Tincan, a carrier that does not exist: its API on loopback, small and strict.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

interface Person {
  id: number;
  login: string;
  password: string;
  note: string;
  rights: string[];
  paused: boolean;
}

const pageSize = 10;

export interface Tincan {
  origin: string;
  apiKey: string;
  letsIn(login: string, password: string): boolean;
  close(): Promise<void>;
}

export async function startTincan(): Promise<Tincan> {
  const apiKey = randomBytes(16).toString('hex');
  const people = new Map<number, Person>();
  let lastId = 0;

  /** Status and body of the answer. */
  async function answer(incoming: IncomingMessage): Promise<[number, unknown?]> {
    const { method = '', url = '', headers } = incoming;
    if (headers.authorization !== `Bearer ${apiKey}`) return [401, { error: 'wrong key' }];
    const { pathname, searchParams } = new URL(url, 'http://tincan.invalid');
    const [, collection, id, ...rest] = pathname.split('/');
    if (collection !== 'people' || rest.length > 0) return [404, { error: 'no such path' }];
    if (id === undefined && method === 'GET') {
      const after = Number(searchParams.get('after') ?? 0);
      const following = [...people.values()].filter((person) => person.id > after);
      return [200, { people: following.slice(0, pageSize).map(shown), more: following.length > pageSize }];
    }
    const body = method === 'POST' || method === 'PUT' ? ((await json(incoming)) as Partial<Person>) : {};
    if (id === undefined && method === 'POST') {
      const { login = '', password = '', note = '', rights = [] } = body;
      if (!/^[a-z][a-z0-9]{2,15}$/u.test(login) || password.length < 10) return [400, { error: 'login or password' }];
      if ([...people.values()].some((person) => person.login === login)) return [409, { error: 'login is taken' }];
      lastId += 1;
      const person = { id: lastId, login, password, note, rights, paused: false };
      people.set(lastId, person);
      return [201, shown(person)];
    }
    const person = people.get(Number(id));
    if (person === undefined) return [404, { error: 'no such person' }];
    if (method === 'DELETE') people.delete(person.id);
    const { note = person.note, rights = person.rights, paused = person.paused } = body;
    if (method === 'PUT') Object.assign(person, { note, rights, paused });
    return method === 'DELETE' ? [204] : [200, shown(person)];
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const [status, body] = await answer(incoming);
    outgoing.writeHead(status, { 'content-type': 'application/json' });
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  }

  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey,
    letsIn: (login, password) =>
      [...people.values()].some((person) => person.login === login && person.password === password),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function shown({ password: _password, ...person }: Person): Omit<Person, 'password'> {
  return person;
}
