import type { ControlRoute } from '../routes/control-route.js';

/**
 * A plain page that lists the control API, without anything from outside.
 * @param token what its link must carry
 */
export function docsPage(routes: readonly ControlRoute[], token?: string): string {
  const query = token === undefined ? '' : `?token=${encodeURIComponent(token)}`;
  const tags = [...new Set(routes.map(({ tag }) => tag))];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>WhatsApp simulator: control API</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; }
summary { cursor: pointer; padding: 0.3rem 0; }
summary b { display: inline-block; width: 4.5rem; }
pre { overflow: auto; padding: 0.75rem; border: 1px solid #8886; border-radius: 6px; }
</style></head><body>
<h1>WhatsApp simulator: control API</h1>
<p>As a document: <a href="/simulator/openapi.json${query}"><code>/simulator/openapi.json</code></a>.
Live events: <code>/simulator/events</code>.</p>
${tags.map((tag) => section(tag, routes)).join('\n')}
</body></html>`;
}

function section(tag: string, routes: readonly ControlRoute[]): string {
  return `<h2>${tag}</h2>\n${routes
    .filter((route) => route.tag === tag)
    .map(entry)
    .join('\n')}`;
}

function entry({ method, path, summary, body }: ControlRoute): string {
  const details = body ? `<p>Body:</p><pre>${escape(JSON.stringify(body, undefined, 2))}</pre>` : '';
  return `<details><summary><b>${method}</b> <code>/simulator${escape(path)}</code><br>${escape(summary)}</summary>${details}</details>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
