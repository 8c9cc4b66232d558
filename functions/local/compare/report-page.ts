/**
 * Compared learners as one HTML file that needs nothing else: the page's script and style are in it, and what they draw is a JSON text
 * beside them.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Comparison } from '../../console/comparison';

export async function reportPage(comparison: Comparison, packageDir: string): Promise<string> {
  const page = join(packageDir, 'dist', 'page');
  const [script, style] = await Promise.all([
    readFile(join(page, 'comparison.js'), 'utf8'),
    readFile(join(page, 'page.css'), 'utf8'),
  ]);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${asText(comparison.model)}: learners compared</title>
<style>${style}</style>
</head>
<body>
<main id="main"></main>
<script type="application/json" id="comparison">${asJson(comparison)}</script>
<script>${script.replaceAll('</script', '<\\/script')}</script>
</body>
</html>
`;
}

const asText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** No name can end the element that holds it. */
const asJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
