/** WhatsApp's formatting, as DOM nodes: text is only ever set as text. */

const BLOCK = /```([\s\S]+?)```/g;
const SPAN = /`([^`\n]+)`|(https?:\/\/[^\s<>"]+)|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\3(?![\p{L}\p{N}])/gu;
const TAGS = { '*': 'strong', '_': 'em', '~': 's' };

export function words(text) {
  const box = element('div', 'words');
  pieces(text, BLOCK, (rest) => box.append(...lines(rest)), (found) => box.append(element('pre', '', found[1].replace(/^\n|\n$/g, ''))));
  return box;
}

export function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function lines(text) {
  const nodes = [];
  text.split('\n').forEach((line, i, all) => {
    if (line.startsWith('> ')) {
      const quote = element('blockquote');
      quote.append(...spans(line.slice(2)));
      nodes.push(quote);
    } else {
      nodes.push(...spans(line.replace(/^[*-] /, '• ')));
      if (i < all.length - 1) nodes.push(document.createTextNode('\n'));
    }
  });
  return nodes;
}

function spans(text) {
  const nodes = [];
  pieces(text, SPAN, (rest) => nodes.push(document.createTextNode(rest)), (found) => nodes.push(span(found)));
  return nodes;
}

function span([, code, link, mark, inner]) {
  if (code) return element('code', '', code);
  if (link) {
    const a = element('a', '', link);
    a.href = link;
    a.target = '_blank';
    a.rel = 'noopener noreferrer';
    return a;
  }
  const node = element(TAGS[mark]);
  node.append(...spans(inner));
  return node;
}

function pieces(text, pattern, plain, special) {
  let end = 0;
  for (const found of text.matchAll(pattern)) {
    if (found.index > end) plain(text.slice(end, found.index));
    special(found);
    end = found.index + found[0].length;
  }
  if (end < text.length) plain(text.slice(end));
}
