/** Rows of text as a table: columns aligned, the first to the left and the others to the right, or all to the left. */
export function table(rows: readonly (readonly string[])[], align: 'figures' | 'text' = 'figures'): string[] {
  if (rows.length === 0) return [];
  const widths = rows[0]!.map((_, column) => rows.reduce((widest, row) => Math.max(widest, row[column]!.length), 0));
  return rows.map((row) =>
    `  ${row
      .map((cell, column) =>
        column === 0 || align === 'text' ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('   ')}`.trimEnd(),
  );
}
