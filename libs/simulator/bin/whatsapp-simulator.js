#!/usr/bin/env node
import { runSimulatorCli } from '../dist/bundle/cli.js';

await runSimulatorCli(process.argv.slice(2));
