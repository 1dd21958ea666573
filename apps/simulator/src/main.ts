import { runSimulatorCli } from 'whatsapp-simulator/cli';

await runSimulatorCli(process.argv.slice(2));
