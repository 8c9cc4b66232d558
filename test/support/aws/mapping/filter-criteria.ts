/**
 * Which records a mapping's filter lets through. A pattern names fields, each with a list of what is allowed; a record passes
 * when one of the patterns agrees in every field that it names. Rules:
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax and, for what `data` is,
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html#filtering-kinesis-format
 *
 * A comparison that is not here throws: it would otherwise pass or drop records that AWS would not.
 */
type Fields = Readonly<Record<string, unknown>>;

export interface FilteredRecord {
  readonly partitionKey: string;
  readonly sequenceNumber: string;
  readonly data: Uint8Array;
}

export type Filter = (record: FilteredRecord) => boolean;

/** @param patterns each a JSON object, as deployed; none lets everything through */
export function filterOf(patterns: readonly string[]): Filter {
  const parsed = patterns.map((pattern) => fieldsOf(JSON.parse(pattern), pattern));
  if (parsed.length === 0) return () => true;
  return ({ partitionKey, sequenceNumber, data }) =>
    parsed.some((pattern) => {
      if (!('data' in pattern)) return agrees(pattern, { partitionKey, sequenceNumber });
      const json = parseJson(data);
      // A pattern for the data drops what is no JSON.
      return json !== undefined && agrees(pattern, { partitionKey, sequenceNumber, data: json.value });
    });
}

function agrees(pattern: Fields, value: Fields): boolean {
  return Object.entries(pattern).every(([name, rule]) => {
    if (!Array.isArray(rule)) {
      const inner = value[name];
      return agrees(fieldsOf(rule, name), isFields(inner) ? inner : {});
    }
    return rule.some((allowed) => isAllowed(allowed, Object.hasOwn(value, name) ? value[name] : undefined));
  });
}

/** @param value undefined when the field is not there, which null is not */
function isAllowed(allowed: unknown, value: unknown): boolean {
  if (!isFields(allowed)) return value === allowed;
  const [[comparison, operand] = ['nothing', undefined], ...more] = Object.entries(allowed);
  if (more.length > 0) throw new Error(`a filter with more than one comparison: ${JSON.stringify(allowed)}`);
  switch (comparison) {
    case 'exists':
      return (value !== undefined) === operand;
    case 'prefix':
      return typeof value === 'string' && typeof operand === 'string' && value.startsWith(operand);
    case 'suffix':
      return typeof value === 'string' && typeof operand === 'string' && value.endsWith(operand);
    case 'anything-but':
      return value !== undefined && !(Array.isArray(operand) ? operand : [operand]).includes(value);
    case 'numeric':
      return typeof value === 'number' && Array.isArray(operand) && isInRange(value, operand);
    default:
      throw new Error(`the mapping driver does not know the comparison ${comparison}`);
  }
}

/** @param bounds operators and numbers in turn, as in `['>', 0, '<=', 5]` */
function isInRange(value: number, bounds: readonly unknown[]): boolean {
  for (let index = 0; index < bounds.length; index += 2) {
    const bound = Number(bounds[index + 1]);
    switch (bounds[index]) {
      case '=':
        if (value !== bound) return false;
        break;
      case '<':
        if (!(value < bound)) return false;
        break;
      case '<=':
        if (!(value <= bound)) return false;
        break;
      case '>':
        if (!(value > bound)) return false;
        break;
      case '>=':
        if (!(value >= bound)) return false;
        break;
      default:
        throw new Error(`the mapping driver does not know the comparison ${String(bounds[index])}`);
    }
  }
  return true;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fieldsOf(value: unknown, where: string): Fields {
  if (!isFields(value)) throw new Error(`a filter's pattern names fields, ${where} does not`);
  return value;
}

function parseJson(data: Uint8Array): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(Buffer.from(data).toString('utf8')) };
  } catch {
    // No JSON is an answer here.
    return undefined;
  }
}
