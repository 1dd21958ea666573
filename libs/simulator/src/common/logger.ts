/** The logger for messages that a developer should see; by default they go nowhere. */
export interface SimulatorLogger {
  info(message: string): void;
  warn(message: string): void;
}

/** A logger that keeps quiet. */
export const SILENT: SimulatorLogger = { info: () => undefined, warn: () => undefined };
