// The case's page and the search: files on their way up, sheets on their way down, paper.

const languageOf = () => document.documentElement.lang;

/** Sends what is chosen or dropped, one file after another, and tells of each how far it is and what became of it. */
export function takeFiles(zone) {
  // Another case may stand there by the time the circuit's word arrives.
  if (zone === null || zone.dataset.takes !== undefined) {
    return;
  }
  zone.dataset.takes = '';
  const input = zone.querySelector('input[type=file]');
  const list = zone.querySelector('.uploads');
  let last = Promise.resolve();
  const take = files => [...files].forEach(file => {
    const line = document.createElement('li');
    const bar = Object.assign(document.createElement('progress'), { max: 1, value: 0, ariaLabel: file.name });
    line.append(file.name, ' ', bar);
    list.append(line);
    const isInternal = zone.querySelector('[data-internal]').checked;
    last = last.then(() => send(zone, file, isInternal, bar)).then(refusal => {
      bar.replaceWith(refusal ?? zone.dataset.sent);
      line.className = refusal ? 'upload-refused' : 'upload-done';
    });
  });
  const takeChosen = () => {
    take(input.files);
    input.value = '';
  };
  input.addEventListener('change', takeChosen);
  // Somebody was faster than this script.
  takeChosen();
  zone.addEventListener('dragover', event => {
    event.preventDefault();
    zone.dataset.over = '';
  });
  zone.addEventListener('dragleave', () => delete zone.dataset.over);
  zone.addEventListener('drop', event => {
    event.preventDefault();
    delete zone.dataset.over;
    take(event.dataTransfer.files);
  });
}

function send(zone, file, isInternal, bar) {
  if (file.size > Number(zone.dataset.most)) {
    return Promise.resolve(zone.dataset.tooLarge);
  }
  return new Promise(done => {
    const form = new FormData();
    form.append('internal', isInternal);
    form.append('assignment', zone.dataset.assignment ?? '');
    form.append('file', file);
    const request = new XMLHttpRequest();
    request.open('POST', zone.dataset.address);
    request.setRequestHeader('Accept-Language', languageOf());
    // The token of the form by which one signs out: every page has it.
    request.setRequestHeader('Hotline-Form-Token', document.querySelector('input[name=form-token]')?.value ?? '');
    request.upload.addEventListener('progress', event => bar.value = event.lengthComputable ? event.loaded / event.total : 0);
    request.addEventListener('load', () => done(request.status < 300 ? null : wordsOf(request.responseText) ?? zone.dataset.failed));
    request.addEventListener('error', () => done(zone.dataset.failed));
    request.send(form);
  });
}

const wordsOf = text => {
  try {
    const problem = JSON.parse(text);
    return [problem.title, problem.detail].filter(Boolean).join(' ') || null;
  } catch {
    return null;
  }
};

/**
 * Asks for a sheet and saves it. What breaks off midway is no sheet: nothing is saved then.
 * @returns what went wrong, in words; null when it was saved.
 */
export async function save(address, query, name) {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': languageOf() },
      body: query,
    });
    if (!answer.ok) {
      return wordsOf(await answer.text()) ?? String(answer.status);
    }
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(await answer.blob()), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    return null;
  } catch (error) {
    return String(error.message ?? error);
  }
}

/** Says in the address what is looked for, so that it can be come back to and kept. */
export function stand(address) {
  history.replaceState(history.state, '', address);
}

document.addEventListener('click', event => event.target.closest('[data-print]') && print());
