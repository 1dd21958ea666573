/** A page to start sequences from and to see them get on; it needs nothing but this app's own endpoints. */
export const sequencesPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Messages in order</title>
<style>
  :root { color-scheme: light dark; --line: #8884; --good: #12805c; --bad: #c2352b; --busy: #9a6700; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.4rem; }
  form, article { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
  label { display: block; margin-bottom: .75rem; }
  input, textarea { display: block; box-sizing: border-box; width: 100%; font: inherit; padding: .4rem; }
  button { font: inherit; padding: .35rem .9rem; }
  header { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
  progress { width: 100%; }
  ol { list-style: none; padding: 0; margin: .5rem 0 0; }
  li { display: flex; justify-content: space-between; gap: 1rem; padding: .3rem 0; border-top: 1px solid var(--line); }
  li span:first-child { overflow-wrap: anywhere; white-space: pre-wrap; }
  .done { color: var(--good); } .failed, .timed-out { color: var(--bad); } .sending, .awaiting { color: var(--busy); }
  .error { color: var(--bad); white-space: pre-wrap; }
</style>
</head>
<body>
<h1>Messages in order</h1>
<p>Each message goes out when the one before is delivered. What is on its way cannot be called back; what still waits can.</p>
<form>
  <label>To <input name="to" value="+16505551234" autocomplete="off" required></label>
  <label>Messages, one a line <textarea name="messages" rows="4" required>Welcome!
This comes second.
And this third.</textarea></label>
  <button>Send in order</button>
  <p class="error" role="alert"></p>
</form>
<main aria-live="polite"></main>
<script>
  const words = {
    waiting: 'waits', sending: 'is being sent', awaiting: 'sent, not delivered yet', done: 'delivered',
    failed: 'failed', 'timed-out': 'not delivered in time', skipped: 'not sent',
  };
  const form = document.querySelector('form');
  const alertLine = document.querySelector('.error');

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    alertLine.textContent = '';
    const messages = form.messages.value.split('\\n').filter((line) => line.trim() !== '');
    const started = await ask('POST', '/sequences', { to: form.to.value, messages });
    if (started) watch(started, messages, form.to.value);
  });

  async function ask(method, path, body) {
    try {
      const response = await fetch(path, {
        method,
        headers: { 'content-type': 'application/json' },
        body: body && JSON.stringify(body),
      });
      const text = await response.text();
      const answer = text === '' ? {} : JSON.parse(text);
      if (response.ok) return answer;
      alertLine.textContent = [answer.message].flat().join(' ');
    } catch {
      alertLine.textContent = 'The app does not answer.';
    }
  }

  function watch(progress, messages, to) {
    const article = element('article');
    const title = element('strong', '', 'To ' + to);
    const cancel = element('button', '', 'Send no more');
    const head = element('header');
    const bar = element('progress');
    const steps = element('ol');
    head.append(title, cancel);
    article.append(head, bar, steps);
    document.querySelector('main').prepend(article);
    cancel.addEventListener('click', () => ask('DELETE', '/sequences/' + progress.id));
    const show = ({ state, total, done, steps: all }) => {
      title.textContent = 'To ' + to + ': ' + done + ' of ' + total + ' delivered' + (state === 'running' ? '' : ', ' + state);
      cancel.hidden = state !== 'running';
      bar.max = total;
      bar.value = done;
      steps.replaceChildren(...all.flatMap(({ parts }, step) => parts.map((part) => line(part, messages[step]))));
    };
    show(progress);
    const live = new EventSource('/sequences/' + progress.id + '/progress');
    live.addEventListener('message', ({ data }) => {
      const now = JSON.parse(data);
      show(now);
      if (now.state !== 'running') live.close();
    });
  }

  function line({ state, messageId, failure }, text) {
    const item = element('li');
    const said = element('span', state, (words[state] ?? state) + (failure ? ' (' + failure + ')' : ''));
    if (messageId) {
      const link = element('a', '', 'what became of it');
      link.href = '/messages/' + encodeURIComponent(messageId);
      said.append(' · ', link);
    }
    item.append(element('span', '', text), said);
    return item;
  }

  function element(name, className = '', text = '') {
    return Object.assign(document.createElement(name), { className, textContent: text });
  }
</script>
</body>
</html>
`;
