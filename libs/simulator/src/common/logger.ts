/** Where the simulator writes what a developer should see; by default nowhere. */
export interface SimulatorLogger {
  info(message: string): void;
  warn(message: string): void;
}

/** A logger that keeps quiet. */
export const SILENT: SimulatorLogger = { info: () => undefined, warn: () => undefined };
