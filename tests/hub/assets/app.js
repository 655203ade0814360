'use strict';
// Behaves like the real site's client: renders again what the server rendered,
// and from then on moves between pages without loading them.

const main = document.getElementById('mainContainer');
const parse = (html) => new DOMParser().parseFromString(html, 'text/html').body.childNodes;

async function render(path, search) {
  const response = await fetch(`${path === '/' ? '/search' : path}.data${search}`);
  const { title, body } = await response.json();
  document.title = title;
  main.replaceChildren(...parse(body));
  document.documentElement.dataset.rendered = String(Number(document.documentElement.dataset.rendered ?? 0) + 1);
}

addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="/"]');
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, '', link.getAttribute('href'));
  scrollTo(0, 0);
  render(location.pathname, location.search);
});
addEventListener('popstate', () => render(location.pathname, location.search));
render(location.pathname, location.search);
