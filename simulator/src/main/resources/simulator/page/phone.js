/** The phone page: follows the simulator's events and shows one phone on one channel. */
import { bubble, clock, retick } from './bubble.js';
import { element } from './words.js';

const FIRST = '+15550001111';
const TYPING_MILLIS = 25_000;
const KEY = 'switchboard.phones';
const COLOURS = ['#2f7d6d', '#3a6ea5', '#8a5a9e', '#b0603a', '#4d7a34', '#9c4468'];
const IDEAS = ['Hello!', 'Who are you?', 'My favourite colour is green', 'What is my favourite colour?', 'What did I say two messages ago?', 'Write 5000 characters', 'Show me some formatting'];

const $ = (id) => document.getElementById(id);
const app = $('app'), log = $('log'), text = $('text');
const numbers = new Map();
let current = FIRST, channel = 'twilio', about = {}, typing = null, typingEnds = 0, lastRequest = 0;

start();

async function start() {
  saved().forEach(remember);
  remember(FIRST);
  ideas();
  listen();
  about = await (await fetch('/sim')).json();
  await refresh();
  if (matchMedia('(min-width: 721px)').matches) pick(current);
}

/** Reads everything again: at the start, and whenever the live connection was lost. */
async function refresh() {
  for (const number of await (await fetch('/sim/phones')).json()) remember(number);
  await Promise.all([...numbers.keys()].map(preview));
  await show();
}

async function preview(number) {
  numbers.get(number).last = (await messagesOf(number)).at(-1);
}

async function messagesOf(number) {
  return (await fetch(`/sim/phones/${encodeURIComponent(number)}/messages`)).json();
}

function remember(number) {
  if (!numbers.has(number)) numbers.set(number, { last: null, unread: 0 });
}

function saved() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]').filter((it) => /^\+\d{5,15}$/.test(it));
  } catch {
    return [];
  }
}

function pick(number) {
  remember(number);
  current = number;
  numbers.get(number).unread = 0;
  localStorage.setItem(KEY, JSON.stringify([...numbers.keys()].slice(-50)));
  app.classList.add('chatting');
  show();
  if (matchMedia('(hover: hover)').matches) text.focus();
}

async function show() {
  const mine = ++lastRequest;
  quiet();
  sidebar();
  const messages = (await messagesOf(current)).filter((it) => it.channel === channel);
  if (mine !== lastRequest) return;
  log.replaceChildren();
  messages.forEach((it) => append(it, false));
  if (!messages.length) log.append(hint());
  log.scrollTop = log.scrollHeight;
}

function hint() {
  const box = element('div', 'hint');
  box.append(element('strong', '', `You are ${pretty(current)}`), 'Write to the business as its customer would. Several messages in a row get one answer, about two seconds after the last.');
  return box;
}

function sidebar() {
  const latest = [...numbers].sort(([, a], [, b]) => (b.last?.at ?? '').localeCompare(a.last?.at ?? ''));
  $('phones').replaceChildren(...latest.map(([number, state]) => row(number, state)));
  subtitle();
}

function row(number, { last, unread }) {
  const button = element('button');
  button.type = 'button';
  button.setAttribute('aria-current', String(number === current));
  button.onclick = () => pick(number);
  const avatar = element('span', 'avatar', number.slice(-2));
  avatar.style.background = COLOURS[Number(number.slice(-4)) % COLOURS.length];
  avatar.setAttribute('aria-hidden', 'true');
  button.append(avatar, element('span', 'name', pretty(number)), element('span', 'when', last ? clock(last.at) : ''));
  button.append(element('span', 'last', last ? (last.text || `[${last.kind}]`).slice(0, 80) : 'Nothing said yet'));
  if (unread) button.append(element('span', 'unread', unread));
  const item = element('li');
  item.append(button);
  return item;
}

function append(message, isNew) {
  log.querySelector('.hint')?.remove();
  const day = new Date(message.at).toDateString();
  if (log.dataset.day !== day || !log.querySelector('.day')) {
    log.dataset.day = day;
    log.append(element('div', 'day', day === new Date().toDateString() ? 'Today' : day));
  }
  const before = log.lastElementChild;
  const box = bubble(message, !before?.classList.contains(message.direction));
  if (isNew) box.classList.add('new');
  log.append(box);
}

function subtitle() {
  const business = channel === 'twilio' ? about.twilio?.number : about.meta?.number;
  $('subtitle').textContent = typing ? 'typing…' : `${pretty(business ?? '')} · you are ${pretty(current)}`;
  $('subtitle').classList.toggle('typing', Boolean(typing));
}

/** +1 555 000 1111 */
function pretty(number) {
  const found = /^\+?(1)(\d{3})(\d{3})(\d{4})$/.exec(number);
  return found ? `+${found.slice(1).join(' ')}` : number;
}

function showTyping() {
  quiet();
  typing = element('div', 'bubble in first dots');
  typing.setAttribute('aria-label', 'The business is typing');
  typing.append(element('i'), element('i'), element('i'));
  log.append(typing);
  typingEnds = setTimeout(quiet, TYPING_MILLIS);
  subtitle();
  scroll();
}

function quiet() {
  clearTimeout(typingEnds);
  typing?.remove();
  typing = null;
  subtitle();
}

function scroll() {
  log.scrollTo({ top: log.scrollHeight, behavior: 'smooth' });
}

function listen() {
  const live = new EventSource('/sim/live');
  let lost = false;
  live.onopen = () => {
    $('link-state').textContent = '';
    if (lost) refresh();
    lost = false;
  };
  live.onerror = () => {
    lost = true;
    $('link-state').textContent = 'The simulator does not answer; trying again…';
  };
  live.addEventListener('message', (event) => event.data && arrived(JSON.parse(event.data)));
  live.addEventListener('status', (event) => changed(JSON.parse(event.data)));
  live.addEventListener('typing', (event) => {
    const { phone, channel: through } = JSON.parse(event.data);
    if (phone === current && through === channel) showTyping();
  });
  live.addEventListener('reset', () => {
    for (const state of numbers.values()) Object.assign(state, { last: null, unread: 0 });
    show();
  });
}

function arrived(message) {
  remember(message.phone);
  const state = numbers.get(message.phone);
  state.last = message;
  const shown = message.phone === current && message.channel === channel;
  if (shown && !log.querySelector(`[data-id="${CSS.escape(message.id)}"]`)) {
    if (message.direction === 'in') quiet();
    append(message, true);
    if (typing) log.append(typing);
    scroll();
  } else if (message.direction === 'in' && !shown) {
    state.unread++;
  }
  sidebar();
}

function changed({ id, status }) {
  const box = log.querySelector(`[data-id="${CSS.escape(id)}"]`);
  if (box) retick(box, status);
}

async function send(body) {
  const answer = await fetch(`/sim/phones/${encodeURIComponent(current)}/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ channel, ...body }),
  });
  if (!answer.ok) log.append(element('div', 'day', (await answer.json()).error));
}

function ideas() {
  $('ideas').replaceChildren(...IDEAS.map((idea) => {
    const button = element('button', '', idea);
    button.type = 'button';
    button.onclick = () => send({ text: idea });
    return button;
  }));
}

function attach(kind) {
  $('attach').open = false;
  if (kind === 'location') send({ kind, content: { latitude: 52.3702, longitude: 4.8952, name: 'Dam Square' } });
  else send({ media: [{ kind }] });
  text.focus();
}

function grow() {
  text.style.height = 'auto';
  text.style.height = `${text.scrollHeight + 2}px`;
}

$('compose').onsubmit = (event) => {
  event.preventDefault();
  const words = text.value.trim();
  if (!words) return;
  text.value = '';
  grow();
  send({ text: words });
};
text.oninput = grow;
text.onkeydown = (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $('compose').requestSubmit();
  }
};
$('attach').onclick = (event) => {
  const kind = event.target.closest('[data-attach]')?.dataset.attach;
  if (kind) attach(kind);
};
$('attach').onkeydown = (event) => {
  if (event.key === 'Escape') $('attach').open = false;
};
$('add').onsubmit = (event) => {
  event.preventDefault();
  const digits = $('number').value.replace(/\D/g, '');
  const good = /^[1-9]\d{4,14}$/.test(digits);
  $('add-problem').textContent = good ? '' : 'A number has its country code and 5 to 15 digits, such as +1 555 000 2222.';
  if (!good) return;
  $('number').value = '';
  pick(`+${digits}`);
};
/* Scrolls down again: a picture that loads late pushes the newest message out of sight. */
log.addEventListener('load', () => (log.scrollTop = log.scrollHeight), true);
$('back').onclick = () => {
  app.classList.remove('chatting');
  sidebar();
};
for (const radio of document.querySelectorAll('[name=channel]')) {
  radio.onchange = () => {
    channel = radio.value;
    show();
  };
}
