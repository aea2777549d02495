/** One message as a bubble, with its time and ticks. */
import { element, words } from './words.js';

const TICKS = {
  sent: ['M3 6l3 3 7-7'],
  delivered: ['M1 6l3 3 7-7', 'M7 8.2l1 .8 7-7'],
  read: ['M1 6l3 3 7-7', 'M7 8.2l1 .8 7-7'],
};
const SPOKEN = { sending: 'not sent yet', sent: 'sent', delivered: 'delivered', read: 'read', failed: 'not delivered' };

export function bubble(message, first) {
  const box = element('article', `bubble ${message.direction}${first ? ' first' : ''}`);
  box.dataset.id = message.id;
  box.setAttribute('aria-label', message.direction === 'out' ? 'You' : 'The business');
  for (const item of message.media) box.append(media(item, message));
  if (message.kind === 'location') box.append(card('📍', message.text));
  else if (message.text) box.append(words(message.text));
  else if (!message.media.length) box.append(words(`[${message.kind}]`));
  const meta = element('div', 'meta');
  meta.append(element('time', '', clock(message.at)));
  if (message.direction === 'out') meta.append(tick(message.status));
  box.append(meta);
  return box;
}

export function retick(box, status) {
  box.querySelector('.tick, .failed')?.replaceWith(tick(status));
}

export function clock(at) {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

function tick(status) {
  if (status === 'failed') {
    const bad = element('span', 'failed', '! not delivered');
    bad.title = 'The business did not take the webhook';
    return bad;
  }
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', `tick ${status}`);
  svg.setAttribute('viewBox', '0 0 16 11');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', SPOKEN[status] ?? status);
  for (const d of TICKS[status] ?? ['M8 1.5v4l2.5 1.5']) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

function media(item, message) {
  const ours = item.url?.startsWith('/sim/media/');
  if (ours && (item.kind === 'image' || item.kind === 'sticker')) {
    const img = element('img');
    img.src = item.url;
    img.alt = message.text || 'A picture';
    return img;
  }
  if (ours && (item.kind === 'voice' || item.kind === 'audio' || item.kind === 'video')) {
    const player = element(item.kind === 'video' ? 'video' : 'audio');
    player.src = item.url;
    player.controls = true;
    player.preload = 'metadata';
    return player;
  }
  return card('📄', item.filename ?? item.url, item.url);
}

function card(icon, text, href) {
  const safe = href && /^(https?:\/\/|\/sim\/media\/)/.test(href);
  const box = element(safe ? 'a' : 'div', 'card');
  if (safe) {
    box.href = href;
    box.target = '_blank';
    box.rel = 'noopener noreferrer';
  }
  box.append(element('b', '', icon), element('span', '', text));
  return box;
}
