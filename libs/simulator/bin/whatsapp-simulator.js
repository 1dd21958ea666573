#!/usr/bin/env node
import { runSimulatorCli } from '../dist/cli/index.js';

await runSimulatorCli(process.argv.slice(2));
