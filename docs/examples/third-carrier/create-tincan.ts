import {
  type CallOptions,
  foldName,
  parseOptions,
  Secret,
  secretText,
  type SubUser,
  SubUserError,
  type SubUserProvider,
} from '@subuser/core/provider';
import {
  type ApiCall,
  baseUrlOption,
  connectionShape,
  createHttp,
  encodeForm,
  fitting,
  jsonBody,
  type ReadReply,
  type Refusals,
  sendCall,
} from '@subuser/http';
import * as z from 'zod';
import { tincanTraits } from './tincan-traits.ts';

const carrier = 'tincan';

const personSchema = z.object({
  id: z.int(),
  login: z.string(),
  note: z.string(),
  rights: z.array(z.string()),
  paused: z.boolean(),
});
const readPerson = fitting(personSchema);
const readPage = fitting(z.object({ people: z.array(personSchema), more: z.boolean() }));
const readDeleted: ReadReply<void> = (reply) => {
  if (reply.status !== 204) reply.throwRefusal();
};

export const tincanOptionsSchema = z.strictObject({
  apiKey: secretText((text) => /^[\x21-\x7e]+$/u.test(text), 'must be ASCII without white space, and not empty'),
  baseUrl: baseUrlOption('https://api.tincan.example'),
  ...connectionShape,
});

export type TincanOptions = z.input<typeof tincanOptionsSchema>;

/** `{ "error": "login is taken" }`; the HTTP status says the rest, but for a taken login. */
const errorSchema = z.object({ error: z.string() });
const refusals: Refusals = {
  refusalIn(body, status) {
    const { success, data } = errorSchema.safeParse(body);
    if (!success) return undefined;
    return { message: data.error, code: status === 409 ? 'already-exists' : undefined };
  },
  advice: { unauthenticated: 'Check apiKey.' },
};

function convertPerson(person: z.output<typeof personSchema>): SubUser {
  const { id, login, note, rights, paused } = person;
  const status = paused ? 'disabled' : 'active';
  return { carrier, id: String(id), name: login, status, description: note || null, grants: rights, native: person };
}

/** An id becomes part of a path, so nothing but a number is ever sent. */
function pathOf(id: string, operation: string): string {
  if (/^[1-9]\d{0,14}$/u.test(id)) return `/people/${id}`;
  throw SubUserError.refusal([{ field: 'id', rule: 'must be a number' }], { carrier, operation });
}

interface TincanCall<T> extends Omit<ApiCall<T>, 'headers' | 'refusals'> {
  /** Secrets in the body, which no error may repeat. */
  secrets?: readonly string[];
}

export function createTincan(options: TincanOptions): SubUserProvider {
  const { apiKey, ...connection } = parseOptions(tincanOptionsSchema, options, { carrier });
  const http = createHttp({ carrier, ...connection });
  const headers = (): Record<string, string> => ({ authorization: `Bearer ${apiKey.reveal()}` });

  function send<T>({ secrets = [], ...request }: TincanCall<T>, call?: CallOptions): Promise<T> {
    const confidential = [apiKey.reveal(), ...secrets];
    return sendCall(http, { ...request, headers, refusals: { ...refusals, confidential } }, call);
  }

  async function change(operation: string, id: string, body: unknown, call?: CallOptions): Promise<SubUser> {
    const request = { operation, effect: 'write', method: 'PUT', path: pathOf(id, operation), subject: id } as const;
    return convertPerson(await send({ ...request, body: jsonBody(body), read: readPerson }, call));
  }

  return {
    specVersion: 1,
    carrier,
    traits: tincanTraits,
    async create({ name, description: note, grants: rights, password = new Secret('') }, call) {
      const login = foldName(name, tincanTraits.name);
      const body = jsonBody({ login, password: password.reveal(), note, rights });
      const request = {
        operation: 'create',
        effect: 'write',
        method: 'POST',
        path: '/people',
        subject: login,
      } as const;
      const secrets = [password.reveal()];
      const person = await send({ ...request, body, secrets, read: readPerson }, call);
      return { subUser: convertPerson(person), credentials: { login, secret: password } };
    },
    async get(id, call) {
      const request = {
        operation: 'get',
        effect: 'read',
        method: 'GET',
        path: pathOf(id, 'get'),
        subject: id,
      } as const;
      return convertPerson(await send({ ...request, read: readPerson }, call));
    },
    async listPage({ cursor }, call) {
      const path = cursor === undefined ? '/people' : `/people?${encodeForm([['after', cursor]])}`;
      const page = await send({ operation: 'list', effect: 'read', method: 'GET', path, read: readPage }, call);
      const next = page.more ? page.people.at(-1)?.id : undefined;
      return { items: page.people.map(convertPerson), ...(next !== undefined && { next: String(next) }) };
    },
    update: (id, { description, grants: rights }, call) =>
      change('update', id, { ...(description !== undefined && { note: description ?? '' }), rights }, call),
    delete: async (id, call) => {
      const path = pathOf(id, 'delete');
      await send(
        { operation: 'delete', effect: 'write', method: 'DELETE', path, subject: id, read: readDeleted },
        call,
      );
    },
    grants: async () => [
      { name: 'ring', assignable: true },
      { name: 'listen', assignable: true },
    ],
    close: () => http.close(),
    suspension: {
      suspend: (id, call) => change('suspend', id, { paused: true }, call),
      resume: (id, call) => change('resume', id, { paused: false }, call),
    },
  };
}
