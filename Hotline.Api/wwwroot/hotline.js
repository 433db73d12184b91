// What every screen does by itself: delegated, so that it holds on static pages and in islands alike.

const on = (type, handle) => document.addEventListener(type, handle);
const isField = element => element.matches('input:not([type=checkbox],[type=radio],[type=button],[type=submit]), textarea, select, [contenteditable]');

// Links that only move the focus: the skip link, the summary of errors.
on('click', event => {
  const link = event.target.closest('a[data-focus]');
  const target = link && document.getElementById(link.dataset.focus);
  if (target) {
    event.preventDefault();
    const field = target.matches('fieldset') ? target.querySelector('input:checked, input') ?? target : target;
    field.focus();
    field.scrollIntoView({ block: 'nearest' });
  }
});

// Fields that tell what was typed when the typing pauses, not only when they are left.
const pauses = new WeakMap();
on('input', event => {
  const field = event.target;
  const counter = field.dataset?.counter && document.getElementById(field.dataset.counter);
  if (counter?.firstChild) {
    counter.firstChild.data = `${field.value.length}/${field.maxLength}`;
  }
  if (field.dataset?.live !== undefined) {
    clearTimeout(pauses.get(field));
    pauses.set(field, setTimeout(() => field.dispatchEvent(new Event('change', { bubbles: true })), 400));
  }
});

// What is typed into the form of a step and not sent is not left without a question. The browser marks what it has not told
// yet, the server what it knows of (FormPlace).
const isUnsaved = () => document.querySelector('[data-keeps]:is([data-typed], [data-unsaved])') !== null;
on('input', event => {
  const form = event.target.closest?.('[data-keeps]');
  if (form) {
    form.dataset.typed = '';
  }
});
addEventListener('beforeunload', event => isUnsaved() && event.preventDefault());
// A link would change the page within the document, where nobody asks.
document.addEventListener('click', event => {
  const link = event.target.closest?.('a[href]');
  if (link && !link.target && !link.hasAttribute('download') && link.dataset.focus === undefined && event.button === 0
      && !event.ctrlKey && !event.metaKey && !event.shiftKey && isUnsaved()) {
    event.preventDefault();
    event.stopPropagation();
    location.assign(link.href);
  }
}, true);

// Tables: arrows move between rows, Enter opens, the space bar selects; a click anywhere in a row opens it.
const rowsOf = row => [...row.closest('table').querySelectorAll('tbody > tr[tabindex]')];
const openerOf = row => row.querySelector('[data-open] a, a[data-open], button[data-open]');
const goTo = row => {
  for (const other of rowsOf(row)) {
    other.tabIndex = other === row ? 0 : -1;
  }
  row.focus();
};
on('keydown', event => {
  const row = event.target;
  if (!row.matches?.('table.grid > tbody > tr[tabindex]') || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  const rows = rowsOf(row);
  const at = rows.indexOf(row);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    goTo(rows[Math.max(0, Math.min(next, rows.length - 1))]);
  } else if (event.key === 'Enter' && openerOf(row)) {
    event.preventDefault();
    openerOf(row).click();
  } else if (event.key === ' ') {
    event.preventDefault();
    row.querySelector('input[type=checkbox]')?.click();
  }
});
on('click', event => {
  const row = event.target.closest?.('table.grid > tbody > tr[tabindex]');
  if (row && !event.target.closest('a, button, input, label, select, summary') && !String(getSelection())) {
    openerOf(row)?.click();
  }
});

// Tabs: arrows move and choose.
on('keydown', event => {
  const tab = event.target.closest?.('[role=tab]');
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (tab && step) {
    event.preventDefault();
    const tabs = [...tab.closest('[role=tablist]').querySelectorAll('[role=tab]')];
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
  }
});

// Choices with a key each: one keystroke answers.
on('keydown', event => {
  const group = event.target.closest?.('fieldset[data-keys]');
  if (group && !isField(event.target) && !event.ctrlKey && !event.altKey && !event.metaKey) {
    const choice = group.querySelector(`input[data-key="${CSS.escape(event.key)}"]`);
    if (choice && !choice.disabled) {
      event.preventDefault();
      choice.focus();
      choice.click();
    }
  }
});

on('click', async event => {
  const button = event.target.closest('button[data-copy]');
  if (!button) {
    return;
  }
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    // Without TLS there is no clipboard, except by this old way.
    const field = Object.assign(document.createElement('textarea'), { value: button.dataset.copy });
    (button.closest('dialog') ?? document.body).append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
    button.focus();
  }
  button.dataset.copied = '';
  setTimeout(() => delete button.dataset.copied, 2000);
});

// A case by its number, by its beginning or by its running number, from anywhere. What else is typed is no number of ours
// but, it may be, a telephone's, and those never stand in an address: the search says that it was not looked for.
on('submit', event => {
  const field = event.target.querySelector('input[data-case-number]');
  if (field) {
    event.preventDefault();
    const text = field.value.normalize('NFKC').trim();
    const [, month, day] = text.match(/^2\d(\d\d)(\d\d)/) ?? [];
    const isNumber = month >= '01' && month <= '12' && day >= '01' && day <= '31' && !/^1\d{10}$/.test(text);
    const isSerial = /^\d{6}$/.test(text) || /^0\d{5}-?\d$/.test(text);
    location.assign(text === '' ? '/cases' : isNumber || isSerial ? `/cases?number=${encodeURIComponent(text)}` : '/cases?unread=1');
  }
});

// Signing out in one tab is signing out in all: the others ask again, once it has happened, and are shown the sign-in page.
const sessions = new BroadcastChannel('hotline-session');
sessions.addEventListener('message', () => location.reload());
on('submit', event => {
  const form = event.target;
  if (form.getAttribute('action') === '/sign-out') {
    event.preventDefault();
    fetch('/sign-out', { method: 'POST', body: new URLSearchParams(new FormData(form)) })
      .then(answer => {
        if (answer.redirected) {
          sessions.postMessage('out');
          location.assign('/sign-in');
        } else {
          form.submit();
        }
      })
      .catch(() => form.submit());
  }
});

// The menu in the bar closes like every menu.
on('click', event => {
  for (const menu of document.querySelectorAll('details.bar-menu[open]')) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});
on('keydown', event => {
  const menu = event.key === 'Escape' && event.target.closest?.('details.bar-menu[open]');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

// The connection: try until it is back; when the circuit is gone at the other end, ask for the state it left behind.
const notice = document.getElementById('components-reconnect-modal');
const untold = new Set();
const show = state => {
  if (state) {
    notice.dataset.state = state;
    return;
  }
  delete notice.dataset.state;
  // What was typed meanwhile was told to nobody.
  for (const field of untold) {
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
  untold.clear();
};
on('input', event => notice?.dataset.state && untold.add(event.target));
const again = async () => {
  try {
    if (await Blazor.reconnect() || await Blazor.resumeCircuit?.()) {
      show();
    } else {
      show('gone');
    }
  } catch {
    setTimeout(again, 3000);
  }
};
notice?.addEventListener('components-reconnect-state-changed', event => {
  switch (event.detail.state) {
    case 'show':
    case 'retrying':
      show('lost');
      break;
    case 'hide':
      show();
      break;
    case 'failed':
      setTimeout(again, 3000);
      break;
    case 'rejected':
    case 'resume-failed':
      show('gone');
      break;
  }
});
on('click', event => {
  if (event.target.closest('[data-reload]')) {
    location.reload();
  }
});
