// What Voximplant answers, by its documents, for the bench server.
import { type Answer, type Asked, json, nextPlace, type Route, type RouteEntry } from '../../bench/route.ts';
import { range, rowText } from '../../bench/row-text.ts';
import type { ServerSettings } from '../../bench/start-server.ts';

function voximplantRow(place: number): object {
  return {
    subuser_id: place,
    subuser_name: `desk-${place}`,
    description: `Support desk [ref:acme-${place}~k3f9x2ab7q]`,
    roles: [
      { role_id: 1, role_name: 'Accountant', inherited: false },
      { role_id: 3, role_name: 'Developer', inherited: false },
    ],
  };
}

const voximplantRowText = rowText(voximplantRow, [['number', String]]);

const addSubUser: Route = () => json({ result: { subuser_id: nextPlace() } });

const getRoles: Route = () =>
  json({
    result: ['Owner', 'Accountant', 'Developer', 'Supervisor', 'CallList'].map((role_name, index) => ({
      role_id: index + 1,
      role_name,
      gui_only: false,
    })),
  });

/** No total, as the reference's example has none. */
const getSubUsers: Route = (_, parameters, { rows }) => {
  const id = parameters.get('subuser_id');
  if (id !== null) return { status: 200, text: `{"result":[${voximplantRowText(Number(id))}]}` };
  const from = Number(parameters.get('offset') ?? 0);
  const text = range(from + 1, Math.min(rows, from + Number(parameters.get('count') ?? 20)) + 1, voximplantRowText);
  return { status: 200, text: `{"result":[${text}]}` };
};

/** Voximplant's official client posts every call to one path, as a multipart form that names the method in `cmd`. */
const callVoximplant: Route = ({ method, body }: Asked, _, settings: ServerSettings): Answer => {
  const parameters = new URLSearchParams();
  for (const [, name = '', value = ''] of body.matchAll(/name="(\w+)"\r\n\r\n([^\r]*)/gu)) parameters.set(name, value);
  const [, , route] = routes.find(([, path]) => path.test(`/platform_api/${parameters.get('cmd')}`)) ?? [];
  return route?.({ method, url: '', body }, parameters, settings) ?? json({ error: { code: 103 } });
};

export const routes: readonly RouteEntry[] = [
  ['POST', /^\/platform_api\/AddSubUser\/?$/u, addSubUser],
  ['GET', /^\/platform_api\/AddSubUser\/?$/u, addSubUser],
  ['GET', /^\/platform_api\/GetRoles\/?$/u, getRoles],
  ['POST', /^\/platform_api\/GetRoles\/?$/u, getRoles],
  ['GET', /^\/platform_api\/GetSubUsers\/?$/u, getSubUsers],
  ['POST', /^\/platform_api\/GetSubUsers\/?$/u, getSubUsers],
  ['POST', /^\/platform_api\/?$/u, callVoximplant],
];
