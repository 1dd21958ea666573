/** The way in which the process of a server is run. */
export interface ServerProcess {
  /** Whether a Ctrl-C in the terminal passes it by; whoever starts it ends it. @default false */
  readonly detached?: boolean;
  /** Is called when it has ended, of itself or not. */
  readonly onExit?: () => void;
}
