// What the kit's interactive components need of the browser; loaded with the first of them.

/** The island answers from now on. */
export const ready = island => island.dataset.ready = '';

export const openDialog = dialog => dialog.open || dialog.showModal();

export const closeDialog = dialog => dialog.close();

export const focus = element => element?.focus();

/** The first field of a form that was opened; where there is none, its button. */
export const focusFirst = form => form?.querySelector('input:not([type=hidden]), select, textarea, button')?.focus();
export const focusOn = id => document.getElementById(id)?.focus();
/** A field by its id, once it is there: what shows it may be drawn with the same answer. */
export const focusField = id => setTimeout(() => {
  const place = document.getElementById(id);
  const field = place?.matches('fieldset') ? place.querySelector('input:checked, input') ?? place : place;
  field?.focus();
  field?.scrollIntoView({ block: 'nearest' });
  // Of a template that is not filled in, the first place that is to be.
  const open = field?.matches('textarea') && /\{(?:number|title|unit|date)\}|【(?![0-9]+】)[^【】\n]*】/.exec(field.value);
  if (open) {
    field.setSelectionRange(open.index, open.index + open[0].length);
  }
});

const comboOf = event => (event.ctrlKey ? 'Ctrl+' : '') + (event.altKey ? 'Alt+' : '') + event.key;
const isTyping = element => element.matches?.('input:not([type=checkbox],[type=radio],[type=button],[type=submit]), textarea, select, [contenteditable]');

/** Keys of a page. A key that would type something is left to the field in which one types. */
export function hotkeys(place, owner, combos) {
  let known = new Set(combos);
  const press = event => {
    const combo = comboOf(event);
    if (!known.has(combo) || event.isComposing || event.defaultPrevented || event.repeat) {
      return;
    }
    if (event.key.length === 1 && !event.ctrlKey && !event.altKey && (isTyping(event.target) || event.target.closest?.('fieldset[data-keys]'))) {
      return;
    }
    // What lies under a dialog is out of reach, and so is a form that lies elsewhere.
    const dialog = [...document.querySelectorAll('dialog:modal')].pop();
    if (!place.isConnected || (dialog && !dialog.contains(place)) || place.parentElement.closest('[hidden]')) {
      return;
    }
    event.preventDefault();
    // The field that has the focus has not told yet what was typed into it.
    if (isTyping(document.activeElement)) {
      document.activeElement.dispatchEvent(new Event('change', { bubbles: true }));
    }
    owner.invokeMethodAsync('PressAsync', combo);
  };
  document.addEventListener('keydown', press);
  place.dataset.listens = '';
  return {
    change: combos => known = new Set(combos),
    dispose: () => document.removeEventListener('keydown', press),
  };
}

/**
 * WAI-ARIA combobox with list autocomplete. The browser keeps text, list and highlight, so that every key answers at once;
 * the server is asked for options and told what was taken.
 */
export function combobox(root, owner) {
  const input = root.querySelector('[role=combobox]');
  const list = root.querySelector('[role=listbox]');
  const free = root.dataset.free !== undefined;
  let taken = root.dataset.taken ?? '';
  let answered = null;
  let at = -1;
  let timer = 0;

  const options = () => [...list.querySelectorAll('[role=option]')];
  const isOpen = () => input.getAttribute('aria-expanded') === 'true';

  const highlight = index => {
    const all = options();
    at = all.length === 0 ? -1 : (index + all.length) % all.length;
    all.forEach((option, i) => option.setAttribute('aria-selected', String(i === at)));
    if (at >= 0) {
      input.setAttribute('aria-activedescendant', all[at].id);
      all[at].scrollIntoView({ block: 'nearest' });
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  };
  const open = () => {
    input.setAttribute('aria-expanded', 'true');
    root.dataset.open = '';
  };
  const close = () => {
    clearTimeout(timer);
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    delete root.dataset.open;
    at = -1;
  };
  const ask = async () => {
    clearTimeout(timer);
    const text = input.value;
    open();
    if (answered !== text) {
      root.setAttribute('aria-busy', 'true');
      await owner.invokeMethodAsync('SearchAsync', text);
      if (text !== input.value || !isOpen()) {
        return false;
      }
      answered = text;
      root.removeAttribute('aria-busy');
    }
    highlight(free ? -1 : 0);
    return true;
  };
  const take = index => {
    const option = options()[index];
    if (!option) {
      return;
    }
    input.value = taken = option.dataset.text;
    answered = null;
    close();
    owner.invokeMethodAsync('TakeAsync', list.dataset.version, index);
  };

  const handlers = {
    input: () => {
      at = -1;
      open();
      clearTimeout(timer);
      timer = setTimeout(ask, 120);
    },
    click: () => isOpen() || ask(),
    keydown: async event => {
      // With Alt it is a key of the desk.
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      switch (event.key) {
        case 'ArrowDown':
        case 'ArrowUp':
          event.preventDefault();
          if (isOpen()) {
            highlight(event.key === 'ArrowDown' ? at + 1 : at < 0 ? -1 : at - 1);
          } else if (await ask()) {
            highlight(event.key === 'ArrowDown' ? 0 : -1);
          }
          break;
        case 'Home':
        case 'End':
          if (isOpen() && at >= 0) {
            event.preventDefault();
            highlight(event.key === 'Home' ? 0 : -1);
          }
          break;
        case 'Enter':
          if (isOpen()) {
            event.preventDefault();
            if (answered !== input.value && !free) {
              await ask();
            }
            at >= 0 ? take(at) : close();
          }
          break;
        case 'Escape':
          if (isOpen()) {
            event.preventDefault();
            event.stopPropagation();
            close();
            input.value = taken;
          } else if (input.value) {
            event.preventDefault();
            input.value = '';
          }
          break;
        case 'Tab':
          if (isOpen() && input.value && answered === input.value && at >= 0) {
            take(at);
          } else if (isOpen() && input.value && input.value !== taken && !free) {
            // Faster than the answer: the first that fits will be taken when it comes.
            const text = taken = input.value;
            close();
            owner.invokeMethodAsync('TakeFirstAsync', text);
          }
          break;
      }
    },
    blur: () => {
      close();
      if (input.value === taken) {
        return;
      }
      if (free) {
        taken = input.value;
        owner.invokeMethodAsync('TypedAsync', input.value);
      } else if (input.value === '') {
        taken = '';
        owner.invokeMethodAsync('ClearAsync');
      } else {
        input.value = taken;
      }
    },
  };
  for (const [type, handle] of Object.entries(handlers)) {
    input.addEventListener(type, handle);
  }
  // The focus stays in the field while the mouse chooses.
  const hold = event => event.preventDefault();
  const pick = event => {
    const option = event.target.closest('[role=option]');
    if (option) {
      take(options().indexOf(option));
    }
  };
  list.addEventListener('mousedown', hold);
  list.addEventListener('click', pick);
  const changes = new MutationObserver(() => input.value = taken = root.dataset.taken ?? '');
  changes.observe(root, { attributeFilter: ['data-taken', 'data-set'] });
  if (document.activeElement === input && input.value !== taken) {
    ask();
  }
  return {
    dispose: () => {
      changes.disconnect();
      for (const [type, handle] of Object.entries(handlers)) {
        input.removeEventListener(type, handle);
      }
      list.removeEventListener('mousedown', hold);
      list.removeEventListener('click', pick);
    },
  };
}
