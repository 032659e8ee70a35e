import type { Node } from 'jsonc-parser';

/** The members of an object that have a value: name, value, offset of the name. */
function membersOf({ type, children = [] }: Node): { key: string; value: Node; offset: number }[] {
  if (type !== 'object') return [];
  return children.flatMap(({ children: [name, value] = [] }) =>
    name === undefined || value === undefined ? [] : [{ key: String(name.value), value, offset: name.offset }],
  );
}

/** A key that an object contains again, with the offsets of both. */
interface DuplicateKey {
  path: string;
  first: number;
  offset: number;
}

/** The keys that an object anywhere below the node contains twice. */
export function duplicateKeys(node: Node, path = ''): DuplicateKey[] {
  const below = (child: Node, key: string): DuplicateKey[] =>
    duplicateKeys(child, path === '' ? key : `${path}.${key}`);
  if (node.type === 'array') return (node.children ?? []).flatMap((child, index) => below(child, String(index)));
  const seen = new Map<string, number>();
  return membersOf(node).flatMap(({ key, value, offset }) => {
    const first = seen.get(key);
    seen.set(key, first ?? offset);
    const doubled = first === undefined ? [] : [{ path: path === '' ? key : `${path}.${key}`, first, offset }];
    return [...doubled, ...below(value, key)];
  });
}
