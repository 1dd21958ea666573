export { runSimulatorCli } from './run-simulator-cli.js';
