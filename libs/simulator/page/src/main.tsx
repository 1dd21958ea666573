import { render } from 'preact';
import { App } from './components/app.js';
import { followSimulator } from './state/live.js';
import { applyTheme } from './state/theme.state.js';

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no element with the id "app".');
applyTheme();
render(<App />, root);
void followSimulator();
