type End = () => unknown;

/** Runs `act`, and then every `end` that it registered, the last first, whatever fails. */
export async function withCleanUp<T>(act: (cleanUp: (end: End) => void) => Promise<T>): Promise<T> {
  const ends: End[] = [];
  const endAll = async (): Promise<void> => {
    const end = ends.pop();
    if (end === undefined) return;
    try {
      await end();
    } finally {
      await endAll();
    }
  };
  try {
    return await act((end) => void ends.push(end));
  } finally {
    await endAll();
  }
}
