interface Listener {
  onAbort: (() => void) | undefined;
}

interface Hub {
  listeners: Set<Listener>;
  leave(): void;
}

/**
 * Lets any number of calls listen to one signal through a single listener. Applications share a signal among thousands of
 * concurrent calls, and Node warns of a leak from the eleventh listener on. After the last call no listener remains on the
 * signal.
 */
export class SignalHub {
  readonly #hubs = new WeakMap<AbortSignal, Hub>();

  /** Calls `onAbort` once, as soon as the signal aborts. The returned function stops listening. */
  listen(signal: AbortSignal, onAbort: () => void): () => void {
    const hub = this.#hubs.get(signal) ?? this.#open(signal);
    const listener: Listener = { onAbort };
    hub.listeners.add(listener);
    return () => {
      // A set's outgrown tables keep their old entries alive until the next full garbage collection. If this one were not
      // emptied, they would keep every call with its whole reply.
      listener.onAbort = undefined;
      if (hub.listeners.delete(listener) && hub.listeners.size === 0) hub.leave();
    };
  }

  #open(signal: AbortSignal): Hub {
    const listeners = new Set<Listener>();
    const notifyAll = (): void => {
      for (const { onAbort } of listeners) onAbort?.();
    };
    const hub: Hub = {
      listeners,
      leave: () => {
        signal.removeEventListener('abort', notifyAll);
        this.#hubs.delete(signal);
      },
    };
    signal.addEventListener('abort', notifyAll, { once: true });
    this.#hubs.set(signal, hub);
    return hub;
  }
}
