/**
 * What does a source file take from outside? Found in its syntax tree, so that a comment or a string is no import, and every
 * form is one: static, type-only, re-export, `import()`, `require`, and `import('…').T` in a type's place. Likewise every way to
 * ask the surroundings for the time, for chance, or for anything else that comes in by no door.
 */
import { parseSync } from '@swc/core';

interface Node {
  readonly type?: unknown;
  readonly [field: string]: unknown;
}

export interface Taken {
  /** As written. `null`: computed, so nobody can tell. */
  readonly imports: readonly (string | null)[];
  /** Such as `Date.now` or `process`. */
  readonly ambient: readonly string[];
  /** Names imported from a module, by module. */
  readonly names: Readonly<Record<string, readonly string[]>>;
}

/** Members of globals that answer differently each time, and globals that are the surroundings. */
const AMBIENT_MEMBERS: Readonly<Record<string, readonly string[]>> = { Date: ['now'], Math: ['random'] };
const AMBIENT_GLOBALS = [
  'performance',
  'process',
  'fetch',
  'globalThis',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'console',
];

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const asNode = (value: unknown): Node => (isNode(value) ? value : {});
const nameOf = (value: unknown): string | null => {
  const { type, value: text } = asNode(value);
  return (type === 'Identifier' || type === 'StringLiteral') && typeof text === 'string' ? text : null;
};

function textOf(value: unknown): string | null {
  const { type, value: text, expressions, quasis } = asNode(value);
  if (type === 'StringLiteral' && typeof text === 'string') return text;
  const whole = Array.isArray(expressions) && expressions.length === 0 && Array.isArray(quasis) ? quasis[0] : null;
  const raw = asNode(whole).raw;
  return type === 'TemplateLiteral' && typeof raw === 'string' ? raw : null;
}

export function takenBy(source: string): Taken {
  const imports: (string | null)[] = [];
  const ambient: string[] = [];
  const names: Record<string, string[]> = {};

  const call = ({ callee, arguments: given }: Node): void => {
    const called = asNode(callee);
    const first = asNode(Array.isArray(given) ? given[0] : undefined).expression;
    const isRequire = nameOf(called) === 'require' || nameOf(called.object) === 'require';
    if (called.type === 'Import' || isRequire) imports.push(textOf(first));
    if (nameOf(called) === 'Date') ambient.push('Date()');
  };

  const destructured = ({ id, init }: Node): void => {
    const members = AMBIENT_MEMBERS[nameOf(init) ?? ''];
    const { properties } = asNode(id);
    for (const property of Array.isArray(properties) ? properties : []) {
      const key = nameOf(asNode(property).key);
      if (key !== null && members?.includes(key)) ambient.push(`${nameOf(init)}.${key}`);
    }
  };

  const member = ({ object, property }: Node): void => {
    const of = nameOf(object);
    const key = nameOf(property) ?? textOf(asNode(property).expression);
    if (of !== null && key !== null && AMBIENT_MEMBERS[of]?.includes(key)) ambient.push(`${of}.${key}`);
    if (of !== null && AMBIENT_GLOBALS.includes(of)) ambient.push(of);
  };

  const visit = (node: Node): void => {
    switch (node.type) {
      case 'ImportDeclaration': {
        const from = textOf(node.source);
        imports.push(from);
        const specifiers = Array.isArray(node.specifiers) ? node.specifiers : [];
        const found = specifiers.map((specifier) => {
          const { type, imported, local } = asNode(specifier);
          return type === 'ImportSpecifier' ? (nameOf(imported) ?? nameOf(local) ?? '?') : '*';
        });
        names[from ?? ''] = [...(names[from ?? ''] ?? []), ...found];
        return;
      }
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
        if (isNode(node.source)) imports.push(textOf(node.source));
        break;
      case 'TsImportType':
        imports.push(textOf(node.argument));
        break;
      case 'TsExternalModuleReference':
        imports.push(textOf(node.expression));
        break;
      case 'CallExpression':
        call(node);
        break;
      case 'NewExpression':
        if (nameOf(node.callee) === 'Date' && !(Array.isArray(node.arguments) && node.arguments.length > 0))
          ambient.push('new Date()');
        break;
      case 'VariableDeclarator':
        destructured(node);
        break;
      case 'MemberExpression':
        member(node);
        break;
      default:
    }
    for (const [field, value] of Object.entries(node)) {
      if (field === 'span') continue;
      for (const inner of Array.isArray(value) ? value : [value]) {
        if (!isNode(inner)) continue;
        // A global called or handed on by its bare name.
        const bare = field === 'property' || field === 'key' ? null : nameOf(inner);
        if (inner.type === 'Identifier' && bare !== null && AMBIENT_GLOBALS.includes(bare) && field !== 'object')
          ambient.push(bare);
        visit(inner);
      }
    }
  };

  visit(asNode(parseSync(source, { syntax: 'typescript' })));
  return { imports, ambient, names };
}
