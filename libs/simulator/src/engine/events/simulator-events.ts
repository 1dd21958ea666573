/** Something that somebody may watch: the engine tells who it is about, whoever listens asks for more. */
export interface EngineEvents {
  message: { readonly id: string };
  messageUpdated: { readonly id: string };
  person: { readonly userId: string };
  personRemoved: { readonly userId: string };
  call: { readonly id: string };
  group: { readonly id: string };
  groupRemoved: { readonly id: string };
  webhook: { readonly id: string };
  clock: undefined;
  faults: undefined;
  rules: undefined;
  template: { readonly id: string };
  templateRemoved: { readonly id: string };
  subscriptions: undefined;
  refused: undefined;
  imported: undefined;
}

/** An event with its name. */
export type EngineEvent = {
  [Name in keyof EngineEvents]: { readonly name: Name; readonly about: EngineEvents[Name] };
}[keyof EngineEvents];

/** Tells those who watch what happens; costs next to nothing while nobody does. */
export class SimulatorEvents {
  private readonly listeners = new Set<(event: EngineEvent) => void>();

  /** @returns ends it */
  listen(listener: (event: EngineEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(event: EngineEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  /** Whether anybody listens. */
  get watched(): boolean {
    return this.listeners.size > 0;
  }
}
