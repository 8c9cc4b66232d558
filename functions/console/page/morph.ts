/**
 * Makes an element look like another while keeping its nodes. Focus, selection, scroll positions, checked boxes and open
 * <details> live on nodes, so whoever reads keeps their place when a new state arrives.
 *
 * Children with `data-key` are matched by it, the others by position. What the reader owns is left alone: `open` of
 * <details>, the checkedness of boxes, and everything inside `data-keep` (charts, drawn by somebody else).
 * One pass, O(nodes); subtrees that are equal are compared and left.
 */
export function morph(current: Element, next: Element): void {
  syncAttributes(current, next);
  if (!current.hasAttribute('data-keep')) morphChildren(current, next);
}

export function morphChildren(current: Element, next: Element): void {
  removeStaleKeys(current, next);
  const keyed = new Map<string, Element>();
  for (const child of current.children) {
    const key = keyOf(child);
    if (key !== null) keyed.set(key, child);
  }
  let cursor: ChildNode | null = current.firstChild;
  for (const wanted of [...next.childNodes]) {
    const key = keyOf(wanted);
    const found = key === null ? unkeyedMatch(cursor, wanted) : keyed.get(key);
    if (found === undefined) {
      current.insertBefore(wanted, cursor);
      continue;
    }
    if (found === cursor) cursor = cursor.nextSibling;
    else current.insertBefore(found, cursor);
    morphNode(found, wanted);
  }
  while (cursor !== null) {
    const rest: ChildNode | null = cursor.nextSibling;
    cursor.remove();
    cursor = rest;
  }
}

/** First, so that the nodes behind a removed one need not move: a node that moves loses focus and scroll position. */
function removeStaleKeys(current: Element, next: Element): void {
  const wanted = new Set([...next.children].map(keyOf));
  for (const child of [...current.children]) {
    const key = keyOf(child);
    if (key !== null && !wanted.has(key)) child.remove();
  }
}

function unkeyedMatch(cursor: ChildNode | null, wanted: Node): ChildNode | undefined {
  return cursor !== null && cursor.nodeName === wanted.nodeName && keyOf(cursor) === null ? cursor : undefined;
}

function keyOf(node: Node): string | null {
  return node instanceof HTMLElement ? node.getAttribute('data-key') : null;
}

function morphNode(current: ChildNode, next: Node): void {
  // Most of a page stays from one state to the next, and the browser compares subtrees faster than any script.
  if (current.isEqualNode(next)) return;
  if (current instanceof HTMLElement && next instanceof HTMLElement) morph(current, next);
  else current.replaceWith(next);
}

function syncAttributes(current: Element, next: Element): void {
  for (const { name, value } of [...next.attributes]) {
    if (current.getAttribute(name) !== value) current.setAttribute(name, value);
  }
  for (const { name } of [...current.attributes]) {
    const readersOwn = name === 'open' && current instanceof HTMLDetailsElement;
    if (!next.hasAttribute(name) && !readersOwn) current.removeAttribute(name);
  }
}
