const boundaryPattern = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i;
const namePattern = /^content-disposition:\s*form-data\b.*?;\s*name=(?:"([^"]*)"|([^;\s]+))/im;

/**
 * The parts of a multipart body as names and values, files included; undefined if it is malformed. Node 20's own reader
 * refuses names without quotes, which .NET writes, so we read it here.
 */
export function readMultipart(contentType: string, body: Buffer): readonly (readonly [string, string])[] | undefined {
  const boundary = boundaryPattern.exec(contentType);
  if (boundary === null) return undefined;
  // One character a byte, so that the parts are split before anything is decoded.
  const [, ...parts] = `\r\n${body.toString('latin1')}`.split(`\r\n--${boundary[1] ?? boundary[2]}`);
  if (parts.pop()?.startsWith('--') !== true) return undefined;
  const read = parts.map(readPart);
  return read.every((part) => part !== undefined) ? read : undefined;
}

function readPart(part: string): readonly [string, string] | undefined {
  const end = part.indexOf('\r\n\r\n');
  const name = namePattern.exec(part.slice(0, Math.max(end, 0)));
  if (name === null) return undefined;
  return [decoded(name[1] ?? name[2] ?? ''), decoded(part.slice(end + 4))];
}

function decoded(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString();
}
